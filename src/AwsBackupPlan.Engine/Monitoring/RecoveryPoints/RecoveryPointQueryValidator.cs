using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Monitoring.RecoveryPoints;

/// <summary>Checks a query before anything is called.</summary>
public static class RecoveryPointQueryValidator
{
    /// <summary>What is wrong; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(RecoveryPointQuery query)
    {
        List<ParameterFault> faults =
        [
            .. query.Vaults.Select(AbsNamePattern.Fault).OfType<string>().Select(static fault => new ParameterFault("BackupVaultName", fault)),
            .. ResourcePatterns.Validate(query.Resources),
        ];
        if (query.Since is { } since && query.Until is { } until && since >= until)
        {
            faults.Add(new ParameterFault("Until", "It is not after -Since, so that nothing lies between them."));
        }

        return faults;
    }
}
