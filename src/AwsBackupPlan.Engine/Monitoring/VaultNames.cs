using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>What the name of a vault tells.</summary>
internal static class VaultNames
{
    private static readonly string Suffix = new ResourceNames(string.Empty).Vault;

    /// <summary>The ABS name that a vault is called after; empty for a vault of another name.</summary>
    public static string AbsNameOf(string? vaultName) =>
        vaultName is not null && vaultName.EndsWith(Suffix, StringComparison.Ordinal) ? vaultName.Substring(0, vaultName.Length - Suffix.Length) : string.Empty;

    /// <summary>The name in the ARN of a vault.</summary>
    public static string? OfArn(string? arn) => arn?.Split(':') is { Length: 7 } parts ? parts[6] : null;
}
