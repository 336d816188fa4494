namespace AwsBackupPlan.Engine.Completion;

/// <summary>A Region that AWS has.</summary>
/// <param name="Name">Its name, such as <c>us-east-1</c>.</param>
/// <param name="Description">What AWS calls it, such as <c>US East (N. Virginia)</c>.</param>
/// <param name="Partition">The partition that it is in.</param>
public sealed record KnownRegion(string Name, string Description, string Partition);
