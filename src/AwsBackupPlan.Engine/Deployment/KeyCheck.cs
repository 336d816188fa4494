using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;

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
            return new Finding("KeyNotFound", FailureCategory.ObjectNotFound, "there is no key of that alias", HowToMake(primary, key));
        }

        Finding?[] all = [JudgeState(target, key, metadata), JudgeKind(key, metadata), keys.Count > 1 ? JudgePair(primary, key, metadata) : null];
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
            _ when state == KeyState.Disabled => $"In account {target.AccountId} run: aws kms enable-key {at}",
            _ when state == KeyState.PendingDeletion || state == KeyState.PendingReplicaDeletion =>
                $"In account {target.AccountId} run: aws kms cancel-key-deletion {at}, then: aws kms enable-key {at}",
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

    private static Finding? JudgePair(RegionKey primary, RegionKey key, KeyMetadata metadata)
    {
        if (metadata.MultiRegion is not true)
        {
            return new Finding(
                "KeyNotReplica",
                FailureCategory.InvalidOperation,
                $"the key {metadata.Arn} is a single-Region key, and this backup set copies to other Regions",
                HowToChange(primary, key));
        }

        return primary.Key is not { } first || string.Equals(first.KeyId, metadata.KeyId, StringComparison.Ordinal)
            ? null
            : new Finding(
                "KeyNotReplica",
                FailureCategory.InvalidOperation,
                $"the key {metadata.Arn} is not the replica of {first.Arn}, the key of {primary.Region}",
                HowToChange(primary, key));
    }

    // The primary Region first: in the others its replicas are wanted.
    private static string HowToChange(RegionKey primary, RegionKey key) =>
        ReferenceEquals(primary, key) ? $"Create a multi-Region key and point the alias to it: aws kms create-key --multi-region --region {key.Region}, then: aws kms update-alias --alias-name {key.Alias} --target-key-id mrk-… --region {key.Region}"
        : primary.Key is { MultiRegion: true } first ? HowToReplicate(primary, key, first, "update-alias")
        : $"Give {primary.Region} a multi-Region key first, replicate it: aws kms replicate-key --key-id mrk-… --replica-region {key.Region} --region {primary.Region}, then: aws kms update-alias --alias-name {key.Alias} --target-key-id mrk-… --region {key.Region}";

    private static string HowToMake(RegionKey primary, RegionKey key) =>
        ReferenceEquals(primary, key) ? HowToCreate(primary)
        : primary.Key is { MultiRegion: true } first ? HowToReplicate(primary, key, first, "create-alias")
        : $"Make the multi-Region key of {primary.Region} first, replicate it to {key.Region}, and give the replica the alias {key.Alias}; or name another alias with -KeyAlias.";

    private static string HowToCreate(RegionKey key) =>
        $"Create a multi-Region key: aws kms create-key --multi-region --region {key.Region}, then its alias: aws kms create-alias --alias-name {key.Alias} --target-key-id mrk-… --region {key.Region}; or name another alias with -KeyAlias.";

    // Only the multi-Region primary key can be replicated, and that need not be the one of the set's primary Region.
    private static string HowToReplicate(RegionKey primary, RegionKey key, KeyMetadata first, string aliasCommand) =>
        $"Replicate the key (unless a replica is there): aws kms replicate-key --key-id {first.KeyId} --replica-region {key.Region} --region {first.MultiRegionConfiguration?.PrimaryKey?.Region ?? primary.Region}, then: aws kms {aliasCommand} --alias-name {key.Alias} --target-key-id {first.KeyId} --region {key.Region}";

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
