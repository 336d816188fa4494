namespace AwsBackupPlan.Simulator.Kms;

/// <summary>A name for a key in one Region.</summary>
/// <param name="Name">The name, beginning with <c>alias/</c>.</param>
/// <param name="TargetKeyId">The id of the key.</param>
/// <param name="CreationDate">When it was made.</param>
/// <param name="LastUpdatedDate">When it was last pointed at a key.</param>
internal sealed record KmsAlias(string Name, string TargetKeyId, DateTimeOffset CreationDate, DateTimeOffset LastUpdatedDate);
