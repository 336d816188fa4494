namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>
/// The session may use the key as making a vault needs it. KMS says so without doing it. A role that may use the key through AWS Backup alone, as that of the templates, is denied it when it asks by itself, and KMS does not tell
/// that from a role that may not use it at all.
/// </summary>
internal sealed class KeyUsableBySession : RegionPrerequisite
{
    /// <inheritdoc/>
    public override string Name => "KeyUsableBySession";

    /// <inheritdoc/>
    protected override AccountCheck Judge(TestEvidence evidence, RegionTest region) => region.KeyUse switch
    {
        null when region.Key.Failure is not null => Skipped(evidence, region.Region, KeyReady.See),
        null => Skipped(evidence, region.Region, "There is no key that can be used."),
        { Failure: { Category: FailureCategory.PermissionDenied } denied } => Information(
            evidence,
            region.Region,
            $"{denied.Message} That is as it should be where the role's policy allows it through AWS Backup alone (kms:ViaService), as that of docs/permissions.md does; KMS tells that from a policy that does not allow it only when a vault is made.",
            "Nothing, where the role has the statements GrantsOfVaults and KeysOfVaults of docs/permissions.md and the key an alias that they name."),
        { Failure: { } failure } => NotRead(evidence, region.Region, failure),
        { Value: var allowed } => Passed(evidence, region.Region, $"KMS would let the session do {string.Join(" and ", allowed)} with the key; it was asked without doing it."),
    };
}
