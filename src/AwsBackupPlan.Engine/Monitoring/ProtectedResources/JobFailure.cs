namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>A job that failed.</summary>
/// <param name="Date">When it was begun.</param>
/// <param name="Message">What AWS says.</param>
internal sealed record JobFailure(DateTimeOffset Date, string Message);
