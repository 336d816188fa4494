using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>What a report is made by.</summary>
public sealed record ComplianceOptions
{
    /// <summary>The controls, and what is put up with.</summary>
    public CompliancePolicy Policy { get; init; } = CompliancePolicy.Default;

    /// <summary>Who judges.</summary>
    public ComplianceSource Source { get; init; }

    /// <summary>What backup sets should look like.</summary>
    public DeploymentOptions Deployment { get; init; } = new();

    /// <summary>A finding of this severity, or a severer one, makes the work fail; none does when <see langword="null"/>.</summary>
    public ComplianceSeverity? FailOn { get; init; }

    /// <summary>An earlier run, against which it is told what is new and what is mended; <see langword="null"/> for none.</summary>
    public ComplianceBaseline? Baseline { get; init; }
}
