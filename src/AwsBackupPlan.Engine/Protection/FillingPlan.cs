using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>A plan in the account, whosever it is, whose rules may put something into a vault.</summary>
/// <param name="Region">Its Region.</param>
/// <param name="Name">Its name.</param>
/// <param name="Definition">Its rules and settings.</param>
/// <param name="IsOwn">Whether it is the plan of the backup set that is worked on.</param>
internal sealed record FillingPlan(string Region, string Name, PlanDefinition Definition, bool IsOwn)
{
    /// <summary>What its rules put into a vault and a lock refuses, each in a few words.</summary>
    public IEnumerable<string> Refused(string vaultArn, VaultLockState state) => RetentionCheck.Refused(Definition, Region, vaultArn, state).Select(Named);

    /// <summary>What its rules put into a vault and keep for ever, each in a few words.</summary>
    public IEnumerable<string> KeptForEver(string vaultArn) => RetentionCheck.KeptForEver(Definition, Region, vaultArn).Select(Named);

    private string Named(string what) => IsOwn ? what : $"{what}, by the plan {Name} in {Region}";
}
