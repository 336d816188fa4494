using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>What is judged.</summary>
/// <param name="Region">Its Region.</param>
/// <param name="AbsName">The ABS name that it belongs to; empty where there is none.</param>
/// <param name="Arn">Its ARN; empty for what holds of the whole account.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is.</param>
internal sealed record Subject(string Region, string AbsName, string Arn, string Name, string Type)
{
    /// <summary>What stands for an account, or for a Region of it, as a whole.</summary>
    public const string AccountType = "Account";

    /// <summary>What stands for a Region.</summary>
    public const string RegionType = "Region";

    /// <summary>What stands for a backup set.</summary>
    public const string SetType = "BackupSet";

    /// <summary>What stands for a plan.</summary>
    public const string PlanType = "BackupPlan";

    /// <summary>What stands for a vault.</summary>
    public const string VaultType = "BackupVault";

    private static readonly string PlanSuffix = new ResourceNames(string.Empty).Plan;

    /// <summary>The vault, of what it holds; empty of everything else.</summary>
    public string Vault { get; init; } = string.Empty;

    /// <summary>The account as a whole, or what a run for some backup sets judges of it.</summary>
    public static Subject Of(AccountTarget target) => new(target.Region, SetOf(target), string.Empty, target.AccountId, AccountType);

    /// <summary>A Region of the account.</summary>
    public static Subject OfRegion(AccountTarget target, string region) => new(region, SetOf(target), string.Empty, region, RegionType);

    /// <summary>A backup set.</summary>
    public static Subject OfSet(AccountTarget target, string absName) => new(target.Region, absName, string.Empty, absName, SetType);

    /// <summary>A database.</summary>
    public static Subject Of(ProtectedResourceInfo database) => new(database.Region, database.AbsName, database.ResourceArn, database.ResourceName, database.ResourceType);

    /// <summary>A plan.</summary>
    public static Subject Of(DeployedPlan plan) =>
        new(plan.Arn.Split(':')[3], plan.Name.EndsWith(PlanSuffix, StringComparison.Ordinal) ? plan.Name.Substring(0, plan.Name.Length - PlanSuffix.Length) : string.Empty, plan.Arn, plan.Name, PlanType);

    /// <summary>A vault.</summary>
    public static Subject Of(VaultEvidence vault) => new(vault.Region, vault.AbsName, vault.Arn, vault.Name, VaultType);

    /// <summary>What a vault holds of a database.</summary>
    public static Subject Of(VaultEvidence vault, PointFacts points)
    {
        var database = points.ResourceArn.Substring(points.ResourceArn.LastIndexOf(':') + 1);
        return new(vault.Region, vault.AbsName, points.ResourceArn, $"{database} in {vault.Name}", points.ResourceType ?? "RecoveryPoints") { Vault = vault.Name };
    }

    private static string SetOf(AccountTarget target) => string.Equals(target.AbsName, "*", StringComparison.Ordinal) ? string.Empty : target.AbsName;
}
