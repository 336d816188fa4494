namespace AwsBackupPlan.Engine.Compliance;

/// <summary>AWS's words for what a control says of a resource.</summary>
internal static class ComplianceStatus
{
    public const string Compliant = "COMPLIANT";
    public const string NonCompliant = "NON_COMPLIANT";
    public const string NotApplicable = "NOT_APPLICABLE";
    public const string InsufficientData = "INSUFFICIENT_DATA";
    public const string Error = "ERROR";
}
