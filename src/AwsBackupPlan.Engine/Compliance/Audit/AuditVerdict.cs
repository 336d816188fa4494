namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>What Audit Manager says of a resource.</summary>
/// <param name="Control">The control.</param>
/// <param name="Subject">The resource.</param>
/// <param name="Status">One of <see cref="ComplianceStatus"/>.</param>
/// <param name="Evidence">By which report, and of when.</param>
internal sealed record AuditVerdict(string Control, Subject Subject, string Status, string Evidence)
{
    /// <summary>Whether it is about one recovery point, where the module judges all of a database in a vault.</summary>
    public bool IsOfPoint => Subject.Type is PointType;

    /// <summary>Whether the report says of what type it is, and that is known here.</summary>
    public bool HasKnownType => Subject.Type is "RDS" or "Aurora" or Subject.PlanType or Subject.VaultType or Subject.SetType or PointType;

    /// <summary>What a recovery point is called.</summary>
    public const string PointType = "RecoveryPoint";
}
