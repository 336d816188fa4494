namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>What the command line and the pipeline bound to the parameters of an account.</summary>
internal sealed record AccountValues(string[]? AccountId, string? AbsName, string? Region, string[]? CopyRegion, string? RoleName, string? ExternalId);
