using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>Checks how vaults are to be locked, before any call.</summary>
public static class VaultLockOptionsValidator
{
    private const int ShortestGraceDays = 3;
    private const int LongestDays = 36500;

    /// <summary>Everything that is wrong with <paramref name="options"/>; empty when nothing is.</summary>
    public static IReadOnlyList<ParameterFault> Validate(VaultLockOptions options)
    {
        var faults = new List<ParameterFault>();
        if (TagRules.KeyFault(options.TagKey) is { } fault)
        {
            faults.Add(new("TagKey", fault));
        }

        if (options.Remove && (options.Compliance || options.ChangeableForDays is not null || options.MinRetentionDays is not null || options.MaxRetentionDays is not null))
        {
            faults.Add(new("Remove", "-Remove takes the lock off, and goes with no parameter that says how to lock."));
            return faults;
        }

        AddRetentionFaults(faults, options);
        AddModeFaults(faults, options);
        return faults;
    }

    private static void AddRetentionFaults(List<ParameterFault> faults, VaultLockOptions options)
    {
        AddOutOfRange(faults, "MinRetentionDays", options.MinRetentionDays, 1);
        AddOutOfRange(faults, "MaxRetentionDays", options.MaxRetentionDays, 1);
        if (options.MinRetentionDays > options.MaxRetentionDays)
        {
            faults.Add(new("MinRetentionDays", $"{options.MinRetentionDays} is more than -MaxRetentionDays {options.MaxRetentionDays}: no backup could be made."));
        }
    }

    private static void AddModeFaults(List<ParameterFault> faults, VaultLockOptions options)
    {
        if (options is { Compliance: true, ChangeableForDays: null })
        {
            faults.Add(new("ChangeableForDays", $"-Compliance needs the days within which the lock can still be taken back: {ShortestGraceDays} or more. After them nobody can."));
        }
        else if (options is { Compliance: false, ChangeableForDays: not null })
        {
            faults.Add(new("ChangeableForDays", "It is for -Compliance: a lock in governance mode can always be changed. Leave it out, or give -Compliance as well."));
        }
        else
        {
            AddOutOfRange(faults, "ChangeableForDays", options.ChangeableForDays, ShortestGraceDays);
        }
    }

    private static void AddOutOfRange(List<ParameterFault> faults, string name, int? days, int least)
    {
        if (days < least || days > LongestDays)
        {
            faults.Add(new(name, $"{days} days are not possible: {least} to {LongestDays} are."));
        }
    }
}
