namespace AwsBackupPlan.Engine.Accounts;

/// <summary>Checks a piece of work before any call.</summary>
public static class AccountTargetValidator
{
    /// <summary>Everything that is wrong with <paramref name="target"/>; empty when nothing is.</summary>
    /// <param name="target">The piece of work.</param>
    /// <param name="partition">The partition, where the user names it; it admits Regions that this module does not know.</param>
    /// <param name="allowWildcards">Whether the ABS name may be a wildcard pattern, as for reading.</param>
    public static IReadOnlyList<ParameterFault> Validate(AccountTarget target, string? partition = null, bool allowWildcards = false)
        => throw new NotSupportedException($"{target} {partition} {allowWildcards}");
}
