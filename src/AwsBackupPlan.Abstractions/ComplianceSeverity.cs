namespace AwsBackupPlan;

/// <summary>How much a finding matters.</summary>
public enum ComplianceSeverity
{
    /// <summary>Good to know.</summary>
    Low,

    /// <summary>To be mended when there is time.</summary>
    Medium,

    /// <summary>To be mended soon: a restore may lose data, or may not be possible.</summary>
    High,

    /// <summary>To be mended now: data is not protected.</summary>
    Critical,
}
