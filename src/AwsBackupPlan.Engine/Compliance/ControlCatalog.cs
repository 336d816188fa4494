using AwsBackupPlan.Engine.Compliance.Controls;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>All controls.</summary>
internal static class ControlCatalog
{
    /// <summary>The name under which exemptions that have expired are told.</summary>
    public const string Exemptions = "XACNT_EXEMPTIONS_CURRENT";

    /// <summary>What that asks for.</summary>
    public const string ExemptionsTitle = "No exemption has expired.";

    /// <summary>The name under which an account is told that could not be read at all.</summary>
    public const string Readable = "XACNT_ACCOUNT_READABLE";

    /// <summary>What that asks for.</summary>
    public const string ReadableTitle = "The account can be read.";

    /// <summary>What stands beside the controls, with what it asks for.</summary>
    public static IReadOnlyList<(string Name, string Title)> Beside { get; } = [(Exemptions, ExemptionsTitle), (Readable, ReadableTitle)];

    /// <summary>Every control, Audit Manager's first.</summary>
    public static IReadOnlyList<Control> All { get; } =
    [
        new ResourcesProtectedByPlan(), new PlanFrequencyAndRetention(), new PointMinimumRetention(), new PointEncrypted(), new PointManualDeletionDisabled(), new ResourcesCopiedCrossRegion(),
        new ResourcesCopiedCrossAccount(), new ResourcesProtectedByVaultLock(), new LastRecoveryPointCreated(), new RestoreTimeMeetsTarget(), new ResourcesInAirGappedVault(),
        new CopyWithinObjective(), new VaultKeyUsable(), new DesiredStateInPlace(), new JobSuccessRate(), new PlanDocumentValid(), new VaultPolicyProtects(), new AuroraOptIn(), new ContinuousBackupGoing(),
    ];

    /// <summary>The control of a name, or <see langword="null"/>.</summary>
    public static Control? Find(string name) => All.FirstOrDefault(control => string.Equals(control.Name, name, StringComparison.Ordinal));
}
