namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Something that stands in the way of the desired state, so that nothing is written.</summary>
/// <param name="ErrorId">The stable id of the failure it makes of a deployment.</param>
/// <param name="Category">What kind of failure it is.</param>
/// <param name="Change">The resource, with reason and remedy.</param>
internal sealed record Blocker(string ErrorId, FailureCategory Category, ResourceChange Change);
