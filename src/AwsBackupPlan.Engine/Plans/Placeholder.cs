namespace AwsBackupPlan.Engine.Plans;

/// <summary>The words that stand in a plan document for what is known only when it is deployed.</summary>
internal static class Placeholder
{
    public const string RuleName = "RuleName";

    public const string VaultName = "VaultName";

    public const string DestinationBackupVaultArn = "DestinationBackupVaultArn";

    public const string AbsName = "ABSName";

    /// <summary>Whether a member is missing or says nothing but its placeholder.</summary>
    public static bool IsOpen(string? value, string placeholder) => value is null || string.Equals(value, placeholder, StringComparison.Ordinal);
}
