using AwsBackupPlan.Engine.Completion;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>Checks a piece of work before any call.</summary>
public static class AccountTargetValidator
{
    private static readonly char[] Wildcards = ['*', '?', '['];
    private static readonly TextPattern RoundedNumber = new("[0-9][.,]?[0-9]*[Ee][+][0-9]+", "a number");

    /// <summary>Everything that is wrong with <paramref name="target"/>; empty when nothing is.</summary>
    /// <param name="target">The piece of work.</param>
    /// <param name="partition">The partition, where the user names it; it admits Regions that this module does not know.</param>
    /// <param name="allowWildcards">Whether the ABS name may be a wildcard pattern, as for reading.</param>
    public static IReadOnlyList<ParameterFault> Validate(AccountTarget target, string? partition = null, bool allowWildcards = false)
    {
        var faults = new List<ParameterFault>();
        Add(faults, "AccountId", AccountIdFault(target.AccountId));
        Add(faults, "AbsName", AbsNameFault(target.AbsName, allowWildcards));
        Add(faults, "Region", RegionFault(target.Region, partition));
        AddCopyRegionFaults(faults, target, partition);
        Add(faults, "RoleName", RoleNameFault(target.RoleName));
        Add(faults, "ExternalId", ExternalIdFault(target.ExternalId));
        return faults;
    }

    private static void Add(List<ParameterFault> faults, string parameterName, string? message)
    {
        if (message is not null)
        {
            faults.Add(new ParameterFault(parameterName, message));
        }
    }

    private static string? AccountIdFault(string accountId)
    {
        if (AccountPatterns.AccountId.IsMatch(accountId))
        {
            return null;
        }

        string fault = $"'{accountId}' is not an account id: {AccountPatterns.AccountId.Allowed} are needed.";
        return AccountIdHint(accountId ?? string.Empty) is { } hint ? $"{fault} {hint}" : fault;
    }

    private static string? AccountIdHint(string accountId)
    {
        string digits = string.Concat(accountId.Where(c => c is >= '0' and <= '9'));
        if (digits.Length == 12 && accountId.All(c => c is (>= '0' and <= '9') or '-' or ' ' or '\u00a0' or '\t'))
        {
            return $"Write it as {digits}.";
        }

        if (accountId.Length is >= 8 and <= 11 && digits.Length == accountId.Length)
        {
            return $"Spreadsheets drop leading zeros: if that happened here, it is {accountId.PadLeft(12, '0')}; keep the column as text.";
        }

        return RoundedNumber.IsMatch(accountId)
            ? "A spreadsheet has rounded it: keep the column as text and enter the id again."
            : null;
    }

    private static string? AbsNameFault(string absName, bool allowWildcards)
    {
        if (allowWildcards && absName is { Length: > 0 } && absName.IndexOfAny(Wildcards) >= 0)
        {
            return AbsNamePattern.Fault(absName);
        }

        return AccountPatterns.AbsName.IsMatch(absName)
            ? null
            : $"'{absName}' is not an ABS name: it has {AccountPatterns.AbsName.Allowed}. (It becomes part of names that AWS limits to 50 characters.)";
    }

    /// <summary>What is wrong with a Region, or <see langword="null"/>.</summary>
    private static string? RegionFault(string region, string? partition)
    {
        string? found = string.IsNullOrEmpty(region) ? null : Partitions.Find(region);
        if (found is null && partition is not null && AccountPatterns.RegionShape.IsMatch(region))
        {
            // A partition or Region newer than this module: the user says so by naming the partition.
            return null;
        }

        if (found is null)
        {
            string? meant = Spelling.Nearest(region ?? string.Empty, [.. KnownRegions.All.Select(known => known.Name)]);
            string hint = meant is null ? "A Region is written like us-east-1." : $"Did you mean '{meant}'?";
            return $"'{region}' is not a Region in a known partition ({string.Join(", ", Partitions.Names)}). {hint}";
        }

        if (partition is null)
        {
            return RegionDoubt.Fault(region!);
        }

        return string.Equals(partition, found, StringComparison.Ordinal)
            ? null
            : $"Region '{region}' is in partition {found}, not in {partition}. Leave -Partition out, or name a Region of {partition}.";
    }

    private static void AddCopyRegionFaults(List<ParameterFault> faults, AccountTarget target, string? partition)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string region in target.CopyRegions)
        {
            Add(faults, "CopyRegion", CopyRegionFault(region, target, partition, seen));
        }
    }

    private static string? CopyRegionFault(string region, AccountTarget target, string? partition, HashSet<string> seen)
    {
        if (RegionFault(region, partition) is { } fault)
        {
            return fault;
        }

        if (string.Equals(region, target.Region, StringComparison.Ordinal))
        {
            return $"'{region}' is the primary Region; a copy there would not outlive it. Name another with -CopyRegion, or '-CopyRegion @()' for no copies.";
        }

        if (!seen.Add(region))
        {
            return $"'{region}' is named more than once. Name each copy Region once.";
        }

        string? primary = Partitions.Find(target.Region);
        string? copy = Partitions.Find(region);
        return primary is null || copy is null || string.Equals(primary, copy, StringComparison.Ordinal)
            ? null
            : $"'{region}' is in partition {copy} and the primary Region '{target.Region}' in {primary}; backups cannot be copied between partitions.";
    }

    private static string? RoleNameFault(string roleName)
    {
        if (roleName?.StartsWith("arn:", StringComparison.Ordinal) == true)
        {
            return $"'{roleName}' is an ARN. Give the role's name, with its path where it has one; the account is taken from AccountId.";
        }

        return AccountPatterns.RoleName.IsMatch(roleName)
            ? null
            : $"'{roleName}' is not the name of a role: it has {AccountPatterns.RoleName.Allowed}.";
    }

    private static string? ExternalIdFault(string? externalId)
        => externalId is null || AccountPatterns.ExternalId.IsMatch(externalId)
            ? null
            : $"The external id is not one that AWS takes: it has {AccountPatterns.ExternalId.Allowed}.";
}
