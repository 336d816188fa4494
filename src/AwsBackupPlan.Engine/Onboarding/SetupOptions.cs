namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>What an account is to be given.</summary>
public sealed record SetupOptions
{
    /// <summary>The KMS alias in every Region, with or without <c>alias/</c>; <c>{AbsName}-key</c> when <see langword="null"/>.</summary>
    public string? KeyAlias { get; init; }

    /// <summary>The key of the tag on what is made.</summary>
    public string TagKey { get; init; } = "ABS";

    /// <summary>The name of the SSM parameter in the primary Region that holds the plan document.</summary>
    public string PlanParameterName { get; init; } = "/backupprocess/backupplan";

    /// <summary>The plan document as JSON text; the default one when <see langword="null"/>.</summary>
    public string? PlanDocument { get; init; }

    /// <summary>The type of a parameter that is made: <c>String</c> or <c>SecureString</c>; <c>String</c>, or what is there, when <see langword="null"/>.</summary>
    public string? ParameterType { get; init; }

    /// <summary>Whether a parameter with another document is written over.</summary>
    public bool OverwritePlan { get; init; }

    /// <summary>Whether AWS Backup is switched on for RDS and Aurora in each Region.</summary>
    public bool OptIn { get; init; }
}
