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
    private static readonly string PlanSuffix = new ResourceNames(string.Empty).Plan;

    /// <summary>The account as a whole.</summary>
    public static Subject Of(AccountTarget target) => new(target.Region, string.Empty, string.Empty, target.AccountId, "Account");

    /// <summary>A backup set.</summary>
    public static Subject OfSet(AccountTarget target, string absName) => new(target.Region, absName, string.Empty, absName, "BackupSet");

    /// <summary>A database.</summary>
    public static Subject Of(ProtectedResourceInfo database) => new(database.Region, database.AbsName, database.ResourceArn, database.ResourceName, database.ResourceType);

    /// <summary>A plan.</summary>
    public static Subject Of(DeployedPlan plan) =>
        new(plan.Arn.Split(':')[3], plan.Name.EndsWith(PlanSuffix, StringComparison.Ordinal) ? plan.Name.Substring(0, plan.Name.Length - PlanSuffix.Length) : string.Empty, plan.Arn, plan.Name, "BackupPlan");

    /// <summary>A vault.</summary>
    public static Subject Of(VaultEvidence vault) => new(vault.Region, vault.AbsName, vault.Arn, vault.Name, "BackupVault");

    /// <summary>What a vault holds of a database.</summary>
    public static Subject Of(VaultEvidence vault, PointFacts points) =>
        new(vault.Region, vault.AbsName, points.ResourceArn, $"{points.ResourceArn.Substring(points.ResourceArn.LastIndexOf(':') + 1)} in {vault.Name}", points.ResourceType ?? "RecoveryPoints");
}
