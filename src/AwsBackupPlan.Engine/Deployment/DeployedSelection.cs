using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>A selection as it is in a plan.</summary>
/// <param name="SelectionId">Its id.</param>
/// <param name="Definition">What it selects.</param>
internal sealed record DeployedSelection(string SelectionId, SelectionDefinition Definition);
