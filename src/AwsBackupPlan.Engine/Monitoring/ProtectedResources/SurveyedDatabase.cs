namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>A database: what the plans say of it, and how it is protected.</summary>
/// <param name="Planned">What the plans say.</param>
/// <param name="Info">How it is protected.</param>
internal sealed record SurveyedDatabase(PlannedProtection Planned, ProtectedResourceInfo Info);
