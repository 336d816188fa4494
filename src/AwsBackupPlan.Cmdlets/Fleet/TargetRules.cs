namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>What a cmdlet asks of the accounts that it is given.</summary>
/// <param name="DefaultAbsName">The ABS name of an account that comes without one; none when <see langword="null"/>.</param>
/// <param name="AllowsWildcards">Whether an ABS name can be a wildcard pattern.</param>
/// <param name="UsesCopyRegions">Whether the copy Regions of an account matter.</param>
/// <param name="NeedsCopyRegions">Whether the work cannot be done without knowing the copy Regions beforehand.</param>
internal sealed record TargetRules(string? DefaultAbsName = null, bool AllowsWildcards = false, bool UsesCopyRegions = true, bool NeedsCopyRegions = true);
