namespace AwsBackupPlan.CallerProcess;

/// <summary>Keys in a type that is not the SDK's.</summary>
internal sealed record CallerKeys(string AccessKey, string SecretKey);
