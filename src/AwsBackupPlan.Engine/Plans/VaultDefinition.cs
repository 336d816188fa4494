namespace AwsBackupPlan.Engine.Plans;

/// <summary>A vault of a backup set. Its key is found by the alias, in the vault's own Region.</summary>
/// <param name="Region">Its Region.</param>
/// <param name="VaultName">Its name.</param>
/// <param name="VaultArn">Its ARN.</param>
/// <param name="KeyAlias">The alias of its key, with <c>alias/</c>.</param>
/// <param name="Tags">Its tags.</param>
public sealed record VaultDefinition(
    string Region,
    string VaultName,
    string VaultArn,
    string KeyAlias,
    IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The statement of its access policy that protects it, as JSON; <see langword="null"/> when its policy is left as it is.</summary>
    public string? Protection { get; init; }

    /// <summary>Whom that statement lets through, in words.</summary>
    public string? ProtectionInWords { get; init; }
}
