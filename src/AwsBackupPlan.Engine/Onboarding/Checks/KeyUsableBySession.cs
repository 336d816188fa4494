namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The session may use the key as making a vault needs it. KMS says so without doing it.</summary>
internal sealed class KeyUsableBySession : RegionPrerequisite
{
    /// <inheritdoc/>
    public override string Name => "KeyUsableBySession";

    /// <inheritdoc/>
    protected override AccountCheck Judge(TestEvidence evidence, RegionTest region) => region.KeyUse switch
    {
        null when region.Key.Failure is { } unread => NotRead(evidence, region.Region, unread),
        null => Skipped(evidence, region.Region, "There is no key that can be used."),
        { Failure: { Category: FailureCategory.PermissionDenied } denied } => Warning(
            evidence, region.Region, $"{denied.Message} A policy that allows it through AWS Backup alone (kms:ViaService) is enough, and cannot be told from one that does not.", denied.Remedy),
        { Failure: { } failure } => NotRead(evidence, region.Region, failure),
        { Value: var allowed } => Passed(evidence, region.Region, $"KMS would let the session do {string.Join(" and ", allowed)} with the key; it was asked without doing it."),
    };
}
