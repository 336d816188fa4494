using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>What a backup set should look like in an account.</summary>
public sealed class DesiredState
{
    private DesiredState(ResourceNames names) => Names = names;

    /// <summary>The names of the set.</summary>
    public ResourceNames Names { get; }

    /// <summary>The vaults, primary Region first.</summary>
    public required IReadOnlyList<VaultDefinition> Vaults { get; init; }

    /// <summary>The plan, filled in.</summary>
    public required PlanDefinition Plan { get; init; }

    /// <summary>The tags that the plan must have. Other tags of the plan are left alone.</summary>
    public required IReadOnlyDictionary<string, string> PlanTags { get; init; }

    /// <summary>The selection.</summary>
    public required SelectionDefinition Selection { get; init; }

    /// <summary>What works and may not be what was meant.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Fills a document in for an account.</summary>
    /// <param name="document">The document.</param>
    /// <param name="target">The account and set, valid by <see cref="AccountTargetValidator"/>.</param>
    /// <param name="options">Valid by <see cref="DeploymentOptionsValidator"/>.</param>
    /// <param name="partition">The partition of the account.</param>
    /// <exception cref="PlanDocumentException">The document has faults: its own and those that only this account shows, together.</exception>
    public static DesiredState Create(PlanDocument document, AccountTarget target, DeploymentOptions options, string partition)
        => throw new NotSupportedException($"{document.Plan} {target} {options} {partition}");
}
