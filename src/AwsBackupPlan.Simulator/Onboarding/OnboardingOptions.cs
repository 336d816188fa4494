namespace AwsBackupPlan.Simulator.Onboarding;

/// <summary>What an account is given when it is onboarded.</summary>
public sealed record OnboardingOptions
{
    /// <summary>The primary Region.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The Regions that copies go to.</summary>
    public IReadOnlyList<string> CopyRegions { get; init; } = ["us-east-2"];

    /// <summary>The key's alias in each Region; <c>alias/a-key</c> for the ABS name a when <see langword="null"/>.</summary>
    public string? KeyAlias { get; init; }

    /// <summary>The name of the parameter that has the plan document.</summary>
    public string PlanParameterName { get; init; } = "/backupprocess/backupplan";

    /// <summary>The parameter's type: <c>String</c> or <c>SecureString</c>.</summary>
    public string PlanParameterType { get; init; } = "String";

    /// <summary>The plan document; no parameter when <see langword="null"/>.</summary>
    public string? PlanDocument { get; init; } = SamplePlan.Document;

    /// <summary>The tag on the databases; its value is the ABS name.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>How many DB instances there are.</summary>
    public int Instances { get; init; } = 2;

    /// <summary>How many Aurora clusters of two members there are.</summary>
    public int Clusters { get; init; } = 1;
}
