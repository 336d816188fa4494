using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Onboarding;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Whether the keys of all Regions can encrypt the vaults, and belong together as primary and replicas.</summary>
internal static class KeyCheck
{
    /// <summary>What is wrong with the keys.</summary>
    /// <param name="target">The piece of work.</param>
    /// <param name="keys">The keys, that of the primary Region first.</param>
    public static IReadOnlyList<Blocker> Check(AccountTarget target, IReadOnlyList<RegionKey> keys)
    {
        var blockers = new List<Blocker>();
        foreach (var key in keys)
        {
            if (Judge(target, key, keys) is { } finding)
            {
                blockers.Add(Block(target, key, finding));
            }
        }

        return blockers;
    }

    private static Finding? Judge(AccountTarget target, RegionKey key, IReadOnlyList<RegionKey> keys)
    {
        var primary = keys[0];
        if (key.Key is not { } metadata)
        {
            return new Finding(KeyRemedy.Missing, FailureCategory.ObjectNotFound, "there is no key of that alias", HowToMake(target, primary, key));
        }

        Finding?[] all = [JudgeState(target, key, metadata), JudgeKind(key, metadata), keys.Count > 1 ? JudgePair(target, primary, key, metadata) : null];
        var findings = all.OfType<Finding>().ToList();
        // Another key behind the alias mends whatever is wrong with this one, so the last remedy covers all.
        return findings.Count == 0 ? null : findings[0] with { Fault = string.Join("; ", findings.Select(static finding => finding.Fault)), Remedy = findings[findings.Count - 1].Remedy };
    }

    private static Finding? JudgeState(AccountTarget target, RegionKey key, KeyMetadata metadata)
    {
        var state = metadata.KeyState;
        if (state == KeyState.Enabled)
        {
            return null;
        }

        var at = $"--key-id {metadata.KeyId} --region {key.Region}";
        var remedy = state switch
        {
            _ when state == KeyState.Disabled => Remedies.InAccount(target.AccountId, $"aws kms enable-key {at}"),
            _ when state == KeyState.PendingDeletion || state == KeyState.PendingReplicaDeletion =>
                Remedies.InAccount(target.AccountId, $"aws kms cancel-key-deletion {at}", $"aws kms enable-key {at}"),
            _ when state == KeyState.Creating || state == KeyState.Updating => "Wait for a minute, then run this command again.",
            _ when state == KeyState.PendingImport => $"Import the key material: aws kms import-key-material {at} …",
            _ => $"Make the key available; its state: aws kms describe-key {at}",
        };
        return new Finding("KeyNotUsable", FailureCategory.InvalidOperation, $"the key {metadata.Arn} is {state}, not Enabled", remedy);
    }

    private static Finding? JudgeKind(RegionKey key, KeyMetadata metadata)
    {
        var fault = metadata switch
        {
            _ when metadata.KeyManager == KeyManagerType.AWS => "is an AWS managed key, which cannot encrypt a backup vault that receives copies",
            _ when metadata.KeySpec != KeySpec.SYMMETRIC_DEFAULT => $"is of the key spec {metadata.KeySpec}, not SYMMETRIC_DEFAULT",
            _ when metadata.KeyUsage != KeyUsageType.ENCRYPT_DECRYPT => $"is for {metadata.KeyUsage}, not for ENCRYPT_DECRYPT",
            _ => null,
        };
        return fault is null
            ? null
            : new Finding("KeyNotUsable", FailureCategory.InvalidOperation, $"the key {metadata.Arn} {fault}", $"Point {key.Alias} in {key.Region} to a symmetric customer managed key, or name another alias with -KeyAlias.");
    }

    private static Finding? JudgePair(AccountTarget target, RegionKey primary, RegionKey key, KeyMetadata metadata)
    {
        if (metadata.MultiRegion is not true)
        {
            return new Finding(
                "KeyNotReplica",
                FailureCategory.InvalidOperation,
                $"the key {metadata.Arn} is a single-Region key, and this backup set copies to other Regions",
                HowToChange(target, primary, key));
        }

        return primary.Key is not { } first || string.Equals(first.KeyId, metadata.KeyId, StringComparison.Ordinal)
            ? null
            : new Finding(
                "KeyNotReplica",
                FailureCategory.InvalidOperation,
                $"the key {metadata.Arn} is not the replica of {first.Arn}, the key of {primary.Region}",
                HowToChange(target, primary, key));
    }

    // The primary Region first: in the others its replicas are wanted.
    private static string HowToChange(AccountTarget target, RegionKey primary, RegionKey key) =>
        ReferenceEquals(primary, key) ? HowToCreate(target, key, "update-alias")
        : primary.Key is { MultiRegion: true } first ? HowToReplicate(target, primary, key, first, "update-alias")
        : HowToFollow(target, primary, key, "update-alias");

    private static string HowToMake(AccountTarget target, RegionKey primary, RegionKey key) =>
        ReferenceEquals(primary, key) ? HowToCreate(target, key, "create-alias")
        : primary.Key is { MultiRegion: true } first ? HowToReplicate(target, primary, key, first, "create-alias")
        : HowToFollow(target, primary, key, "create-alias");

    private static string HowToCreate(AccountTarget target, RegionKey key, string aliasCommand) => Remedies.Lines(
        Remedies.Note($"A multi-Region key and its alias, with credentials of account {target.AccountId}; or name another alias with -KeyAlias:"),
        $"$key = aws kms create-key --multi-region --region {key.Region} --query KeyMetadata.KeyId --output text",
        $"aws kms {aliasCommand} --alias-name {key.Alias} --target-key-id $key --region {key.Region}");

    private static string HowToFollow(AccountTarget target, RegionKey primary, RegionKey key, string aliasCommand) => Remedies.Lines(
        Remedies.Note($"First a multi-Region key for {primary.Region}, whose id is then $key; its replica, with credentials of account {target.AccountId}; or name another alias with -KeyAlias:"),
        $"aws kms replicate-key --key-id $key --replica-region {key.Region} --region {primary.Region}",
        $"aws kms {aliasCommand} --alias-name {key.Alias} --target-key-id $key --region {key.Region}");

    // Only the multi-Region primary key can be replicated, and that need not be the one of the set's primary Region.
    private static string HowToReplicate(AccountTarget target, RegionKey primary, RegionKey key, KeyMetadata first, string aliasCommand) => Remedies.Lines(
        Remedies.Note($"The replica (leave the first line out where it is there), with credentials of account {target.AccountId}:"),
        $"aws kms replicate-key --key-id {first.KeyId} --replica-region {key.Region} --region {first.MultiRegionConfiguration?.PrimaryKey?.Region ?? primary.Region}",
        $"aws kms {aliasCommand} --alias-name {key.Alias} --target-key-id {first.KeyId} --region {key.Region}");

    private static Blocker Block(AccountTarget target, RegionKey key, Finding finding) => new(finding.ErrorId, finding.Category, new ResourceChange
    {
        AccountId = target.AccountId,
        AbsName = target.AbsName,
        Region = key.Region,
        ResourceType = BackupResourceType.KmsKey,
        Name = key.Alias,
        ResourceArn = key.Key?.Arn,
        Action = ChangeAction.Blocked,
        Reason = $"The KMS key {key.Alias} in {key.Region} of account {target.AccountId} cannot be used: {finding.Fault}.",
        Remedy = finding.Remedy,
    });

    private sealed record Finding(string ErrorId, FailureCategory Category, string Fault, string Remedy);
}
