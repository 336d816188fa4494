using System.Collections.Concurrent;
using Amazon.Backup.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.SecurityToken.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Onboarding.Checks;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>Reads what the checks of an account judge it by. What cannot be read is told by those that need it; nothing is changed.</summary>
internal sealed class TestEvidenceReader(AccountSession session, DeploymentOptions options)
{
    private const int LargestPage = 1000;
    private const int NewestJobs = 100;

    private readonly AccountTarget _target = session.Target;
    private readonly BackupSetReader _reader = new(session);
    private readonly ResourceNames _names = new(session.Target.AbsName);
    private readonly SoughtSet _sought = new(session.Target.AbsName);
    private readonly ConcurrentQueue<Probe> _probes = new();
    private int _planCount;

    /// <summary>Reads it.</summary>
    public async Task<TestEvidence> ReadAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Checking the account"));
        var primary = _target.Region;
        var assuming = TryAsync(() => TryExternalIdAsync(cancellationToken), cancellationToken);
        var documents = ProbeAsync(
            ProbePurpose.Deployment, options.PlanDocument is null ? ["ssm:GetParameter"] : [], primary, () => new DesiredStateReader(session, options, _target).ReadAsync(cancellationToken), cancellationToken);
        var regions = Task.WhenAll(new[] { primary }.Concat(_target.CopyRegions).Select(region => ReadRegionAsync(region, cancellationToken)));
        var plans = ReadPlansAsync(cancellationToken);
        var databases = ProbeAsync(
            ProbePurpose.Monitoring, ["rds:DescribeDBInstances", "rds:DescribeDBClusters"], primary, () => new DatabaseReader(session).ReadAsync(primary, cancellationToken), cancellationToken);
        var jobs = ProbeAsync<IReadOnlyList<BackupJob>>(
            ProbePurpose.Monitoring, ["backup:ListBackupJobs"], primary, async () => (await session.Backup(primary).ListBackupJobsAsync(new ListBackupJobsRequest { MaxResults = NewestJobs }, cancellationToken).ConfigureAwait(false)).BackupJobs ?? [], cancellationToken);
        await Task.WhenAll(assuming, documents, regions, plans, databases, jobs, ProbeListsAsync(primary, cancellationToken)).ConfigureAwait(false);

        var (desired, read, deployed) = (await documents.ConfigureAwait(false), await regions.ConfigureAwait(false), await plans.ConfigureAwait(false));
        var versions = deployed is { Failure: null, Value: [{ } plan] } ? TryAsync(() => CountVersionsAsync(plan, cancellationToken), cancellationToken) : null;
        var changes = await ComputeAsync(desired, read, deployed, cancellationToken).ConfigureAwait(false);
        var evidence = new TestEvidence
        {
            Now = session.Time.GetUtcNow(),
            Target = _target,
            Partition = session.Partition,
            Options = options,
            ExternalId = await assuming.ConfigureAwait(false),
            Regions = read,
            Desired = desired,
            Plans = deployed,
            PlanCount = _planCount,
            PlanVersions = versions is null ? null : await versions.ConfigureAwait(false),
            Changes = changes,
            Databases = await databases.ConfigureAwait(false),
            Jobs = await jobs.ConfigureAwait(false),
            Probes = [.. _probes],
        };
        return evidence with { DatabaseKeys = await ReadDatabaseKeysAsync(evidence, cancellationToken).ConfigureAwait(false) };
    }

    // A condition that takes any id is none.
    private async Task<ExternalIdProof> TryExternalIdAsync(CancellationToken cancellationToken) => _target.ExternalId is null ? ExternalIdProof.NotGiven
        : await session.IsAssumableWithExternalIdAsync(null, cancellationToken).ConfigureAwait(false) ? ExternalIdProof.NotAskedFor
        : await session.IsAssumableWithExternalIdAsync(Guid.NewGuid().ToString("N"), cancellationToken).ConfigureAwait(false) ? ExternalIdProof.AnyTaken
        : ExternalIdProof.Enforced;

    // Each once, however many databases it encrypts. The role may not look at keys of other accounts.
    private async Task<IReadOnlyDictionary<string, Reading<KeyMetadata?>>> ReadDatabaseKeysAsync(TestEvidence evidence, CancellationToken cancellationToken)
    {
        var arns = DatabaseKeysUsable.Keys(evidence).Where(arn => DatabaseKeysUsable.IsOwn(arn, evidence)).ToList();
        var read = await Task.WhenAll(arns.Select(arn => TryAsync(async () => (await KeyReader.ReadAsync(session, _target.Region, arn, cancellationToken).ConfigureAwait(false)).Key, cancellationToken))).ConfigureAwait(false);
        return arns.Zip(read, static (arn, key) => (arn, key)).ToDictionary(static one => one.arn, static one => one.key, StringComparer.Ordinal);
    }

    private async Task<RegionTest> ReadRegionAsync(string region, CancellationToken cancellationToken)
    {
        var identity = TryAsync(() => session.Sts(region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken), cancellationToken);
        var keying = ProbeAsync(ProbePurpose.Deployment, ["kms:DescribeKey"], region, () => KeyReader.ReadAsync(session, region, _names.KeyAliasOr(options.KeyAlias), cancellationToken), cancellationToken);
        var storing = ReadVaultsAsync(region, cancellationToken);
        var settling = ProbeAsync<IReadOnlyDictionary<string, bool>>(
            ProbePurpose.Monitoring, ["backup:DescribeRegionSettings"], region, async () => (await session.Backup(region).DescribeRegionSettingsAsync(new DescribeRegionSettingsRequest(), cancellationToken).ConfigureAwait(false)).ResourceTypeOptInPreference ?? [], cancellationToken);
        var key = await keying.ConfigureAwait(false);
        var metadata = key.Failure is null ? key.Value.Key : null;
        var policy = metadata is null ? null : TryAsync(() => ReadKeyPolicyAsync(region, metadata, cancellationToken), cancellationToken);
        var rotation = metadata is null ? null : TryAsync(() => session.Kms(region).GetKeyRotationStatusAsync(new GetKeyRotationStatusRequest { KeyId = metadata.Arn }, cancellationToken), cancellationToken);
        var use = metadata is null || metadata.KeyState != KeyState.Enabled ? null : TryAsync(() => TryKeyAsync(region, metadata, cancellationToken), cancellationToken);
        var (vaults, own) = await storing.ConfigureAwait(false);
        return new RegionTest
        {
            Region = region,
            Identity = await identity.ConfigureAwait(false),
            Key = key,
            KeyPolicy = policy is null ? null : await policy.ConfigureAwait(false),
            Rotation = rotation is null ? null : await rotation.ConfigureAwait(false),
            KeyUse = use is null ? null : await use.ConfigureAwait(false),
            Vaults = vaults,
            OwnVault = own,
            OptIn = await settling.ConfigureAwait(false),
        };
    }

    private async Task<string> ReadKeyPolicyAsync(string region, KeyMetadata key, CancellationToken cancellationToken) =>
        (await session.Kms(region).GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key.Arn, PolicyName = "default" }, cancellationToken).ConfigureAwait(false)).Policy ?? string.Empty;

    // With DryRun KMS says whether it would, and does not. What answers otherwise does not know it: it is asked for a data key, which changes nothing, and for no grant.
    private async Task<IReadOnlyList<string>> TryKeyAsync(string region, KeyMetadata key, CancellationToken cancellationToken)
    {
        var kms = session.Kms(region);
        var generating = new GenerateDataKeyRequest { KeyId = key.Arn, KeySpec = DataKeySpec.AES_256, DryRun = true };
        if (!await WouldAsync(() => kms.GenerateDataKeyAsync(generating, cancellationToken)).ConfigureAwait(false))
        {
            return ["kms:GenerateDataKey"];
        }

        var granting = new CreateGrantRequest
        {
            KeyId = key.Arn,
            GranteePrincipal = RoleArn.For(_target.RoleName, _target.AccountId, session.Partition),
            Operations = [GrantOperation.DescribeKey.Value],
            DryRun = true,
        };
        await WouldAsync(() => kms.CreateGrantAsync(granting, cancellationToken)).ConfigureAwait(false);
        return ["kms:GenerateDataKey", "kms:CreateGrant"];
    }

    private static async Task<bool> WouldAsync(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
            return false;
        }
        catch (DryRunOperationException)
        {
            return true;
        }
    }

    private async Task<(Reading<IReadOnlyList<DeployedVault>> All, Reading<DeployedVault?> Own)> ReadVaultsAsync(string region, CancellationToken cancellationToken)
    {
        var all = await ProbeAsync(ProbePurpose.Deployment, ["backup:ListBackupVaults"], region, () => _reader.ReadVaultsAsync(region, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (all.Failure is { } failure)
        {
            return (all, Reading<DeployedVault?>.Failed(failure));
        }

        if (all.Value.FirstOrDefault(vault => string.Equals(vault.Name, _names.Vault, StringComparison.Ordinal)) is not { } own)
        {
            return (all, Reading<DeployedVault?>.Of(null));
        }

        var tagging = ProbeAsync(ProbePurpose.Deployment, ["backup:ListTags"], region, () => _reader.WithTagsAsync(own, cancellationToken), cancellationToken);
        var reading = ProbeAsync(ProbePurpose.Removal, ["backup:GetBackupVaultAccessPolicy"], region, () => _reader.ReadPolicyAsync(region, own.Name, cancellationToken), cancellationToken);
        var points = ProbeAsync(
            ProbePurpose.Removal, ["backup:ListRecoveryPointsByBackupVault"], region, () => session.Backup(region).ListRecoveryPointsByBackupVaultAsync(new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = own.Name, MaxResults = 1 }, cancellationToken), cancellationToken);
        await Task.WhenAll(tagging, reading, points).ConfigureAwait(false);
        var (tagged, policy) = (await tagging.ConfigureAwait(false), await reading.ConfigureAwait(false));
        var unread = tagged.Failure ?? (options.VaultAccessPolicy == VaultAccessPolicy.Protect ? policy.Failure : null);
        return (all, unread is null ? Reading<DeployedVault?>.Of(tagged.Value with { AccessPolicy = policy.Failure is null ? policy.Value : null }) : Reading<DeployedVault?>.Failed(unread));
    }

    private async Task<Reading<IReadOnlyList<DeployedPlan>>> ReadPlansAsync(CancellationToken cancellationToken)
    {
        var plans = await TryAsync(() => _reader.ReadPlansAsync(IsOwn, cancellationToken), cancellationToken).ConfigureAwait(false);
        string[] actions =
        [
            "backup:ListBackupPlans",
            .. plans is { Failure: null, Value.Count: > 0 } ? new[] { "backup:GetBackupPlan", "backup:ListTags", "backup:ListBackupSelections" } : [],
            .. plans.Failure is null && plans.Value.Any(static plan => plan.Selections.Count > 0) ? new[] { "backup:GetBackupSelection" } : [],
        ];
        _probes.Enqueue(new Probe(ProbePurpose.Deployment, actions, _target.Region, plans.Failure));
        return plans;
    }

    // Every plan of the Region comes by here.
    private bool IsOwn(string name)
    {
        Interlocked.Increment(ref _planCount);
        return _sought.IsPlan(name);
    }

    private async Task<int> CountVersionsAsync(DeployedPlan plan, CancellationToken cancellationToken)
    {
        var backup = session.Backup(_target.Region);
        var versions = Pages.ReadAsync(
            (token, cancel) => backup.ListBackupPlanVersionsAsync(new ListBackupPlanVersionsRequest { BackupPlanId = plan.PlanId, MaxResults = LargestPage, NextToken = token }, cancel),
            static page => page.BackupPlanVersionsList,
            static page => page.NextToken,
            cancellationToken);
        var count = 0;
        await foreach (var _ in versions.ConfigureAwait(false))
        {
            count++;
        }

        return count;
    }

    // Nothing is judged by them but whether they may be read.
    private Task ProbeListsAsync(string region, CancellationToken cancellationToken)
    {
        var backup = session.Backup(region);
        return Task.WhenAll(
            ProbeAsync(ProbePurpose.Monitoring, ["backup:ListCopyJobs"], region, () => backup.ListCopyJobsAsync(new ListCopyJobsRequest { MaxResults = 1 }, cancellationToken), cancellationToken),
            ProbeAsync(ProbePurpose.Monitoring, ["backup:ListRestoreJobs"], region, () => backup.ListRestoreJobsAsync(new ListRestoreJobsRequest { MaxResults = 1 }, cancellationToken), cancellationToken),
            ProbeAsync(ProbePurpose.Monitoring, ["backup:ListProtectedResources"], region, () => backup.ListProtectedResourcesAsync(new ListProtectedResourcesRequest { MaxResults = 1 }, cancellationToken), cancellationToken),
            ProbeAsync(ProbePurpose.Removal, ["backup:ListLegalHolds"], region, () => backup.ListLegalHoldsAsync(new ListLegalHoldsRequest { MaxResults = 1 }, cancellationToken), cancellationToken));
    }

    private async Task<Reading<ChangeSet>> ComputeAsync(Reading<DesiredState> desired, IReadOnlyList<RegionTest> regions, Reading<IReadOnlyList<DeployedPlan>> plans, CancellationToken cancellationToken)
    {
        var unread = desired.Failure ?? regions.Select(static region => region.Key.Failure ?? region.OwnVault.Failure).FirstOrDefault(static failure => failure is not null) ?? plans.Failure;
        return unread is null ? await TryAsync(() => CompareAsync(desired.Value, regions, plans.Value, cancellationToken), cancellationToken).ConfigureAwait(false) : Reading<ChangeSet>.Failed(unread);
    }

    private async Task<ChangeSet> CompareAsync(DesiredState desired, IReadOnlyList<RegionTest> regions, IReadOnlyList<DeployedPlan> plans, CancellationToken cancellationToken)
    {
        var actual = new ActualState(
            [.. regions.Select(static region => region.Key.Value)],
            regions.Select(static region => region.OwnVault.Value).OfType<DeployedVault>().ToDictionary(static vault => vault.Region, StringComparer.Ordinal),
            plans)
        {
            Central = options.CentralVaultArn is { } arn ? await session.CentralVaults.ReadAsync(session, arn, RoleArn.For(options.BackupRoleName, _target.AccountId, session.Partition), cancellationToken).ConfigureAwait(false) : null,
            SimilarSet = _sought.Hint,
            Destinations = await DestinationVaults.ReadAsync(session, desired, cancellationToken).ConfigureAwait(false),
        };
        return ChangeSet.Compute(_target, desired, actual, options);
    }

    private async Task<Reading<T>> ProbeAsync<T>(ProbePurpose purpose, IReadOnlyList<string> actions, string region, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        var reading = await TryAsync(read, cancellationToken).ConfigureAwait(false);
        _probes.Enqueue(new Probe(purpose, actions, region, reading.Failure));
        return reading;
    }

    private Task<Reading<T>> TryAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken) => Reading<T>.OfAsync(read, _target, cancellationToken);
}
