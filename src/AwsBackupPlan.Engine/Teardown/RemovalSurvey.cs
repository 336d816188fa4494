using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Teardown;

/// <summary>What is there to remove, and what stands in the way.</summary>
/// <param name="Target">The piece of work.</param>
/// <param name="CopyRegions">Every other Region that was looked at: the target's copy Regions and those that the plan copies to.</param>
/// <param name="Plans">The set's own plans in the primary Region.</param>
/// <param name="Vaults">The set's vaults, primary Region first.</param>
/// <param name="Unclaimed">The set's vaults in Regions that are only a default, of which nothing tells that they belong to what is removed.</param>
/// <param name="Unread">Why the Regions that are only a default could not be looked at, where they could not.</param>
/// <param name="Blockers">Why nothing may be touched; nothing is while there is any.</param>
internal sealed record RemovalSurvey(
    AccountTarget Target, IReadOnlyList<string> CopyRegions, IReadOnlyList<DeployedPlan> Plans, IReadOnlyList<DeployedVault> Vaults, IReadOnlyList<DeployedVault> Unclaimed, string? Unread, IReadOnlyList<Blocker> Blockers)
{
    private const int LargestPage = 1000;

    /// <summary>The copy Regions that are to be noted in the primary vault before the plan goes; none when nothing or nothing else has to be.</summary>
    public IReadOnlyList<string> ToNote { get; init; } = [];

    /// <summary>Says what there is of the set's name in another case; empty where nothing is.</summary>
    public string SimilarSet { get; init; } = string.Empty;

    /// <summary>The copy Regions that the primary vault names.</summary>
    public IReadOnlyList<string> Noted { get; init; } = [];

    /// <summary>How many continuous backups the primary vault holds, where they are to go; copies of them are none.</summary>
    public long ContinuousBackups { get; init; }

    /// <summary>The vaults whose recovery points are known to stay.</summary>
    public IReadOnlyList<ShutVault> Shut { get; init; } = [];

    /// <summary>The set's vault in the primary Region.</summary>
    public DeployedVault? PrimaryVault => Vaults.FirstOrDefault(vault => string.Equals(vault.Region, Target.Region, StringComparison.Ordinal));

    /// <summary>The Regions of which a vault alone tells that there are copies, once the plan has gone.</summary>
    public IReadOnlyList<string> NamedBy(DeployedVault vault) => ReferenceEquals(vault, PrimaryVault) ? [.. ToNote.Union(Noted, StringComparer.Ordinal)] : [];

    /// <summary>
    /// Looks at the plan, and at the vaults in the primary Region, the copy Regions that were named, and those that the plan copies to or the primary vault names. Other
    /// default copy Regions count only where a copy tells that it came from here.
    /// </summary>
    public static async Task<RemovalSurvey> ReadAsync(AccountSession session, TeardownOptions options, CancellationToken cancellationToken)
    {
        var target = session.Target;
        var sought = new SoughtSet(target.AbsName);
        var names = sought.Names;
        var owner = new OwnershipTag(options.TagKey, target.AbsName);
        string[] asked = [target.Region, .. target.CopyRegions.Where(_ => !target.CopyRegionsAreDefault).Except([target.Region], StringComparer.Ordinal)];
        var regions = await ReadAsync(session, sought, asked, cancellationToken).ConfigureAwait(false);
        var named = regions[0].Plans;
        var own = named.Where(plan => owner.Of(plan.Tags) == Ownership.Own).ToList();
        var ofPlans = own.SelectMany(plan => plan.CopyRegions(target.AccountId, names.Vault)).Distinct(StringComparer.Ordinal).ToList();
        // A run that was stopped after the plan had gone noted them, or one that kept the recovery points.
        IReadOnlyList<string> noted = regions[0].Vault is { } primary && owner.Of(primary.Tags) == Ownership.Own ? CopyRegionsTag.Read(primary.Tags) : [];
        var known = ofPlans.Union(noted, StringComparer.Ordinal).Except([target.Region], StringComparer.Ordinal).ToList();
        IReadOnlyList<InRegion> others = await ReadAsync(session, sought, [.. known.Except(asked, StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        var toNote = own.Count > 0 && ofPlans.Except(target.CopyRegions, StringComparer.Ordinal).Except(noted, StringComparer.Ordinal).Any() ? known : [];
        IReadOnlyList<DeployedVault> unclaimed = [];
        string? unread = null;
        string[] defaults = [.. target.CopyRegions.Except(known, StringComparer.Ordinal).Except([target.Region], StringComparer.Ordinal)];
        if (target.CopyRegionsAreDefault && defaults.Length > 0 && own.Count == named.Count && !options.KeepRecoveryPoints)
        {
            // A plan that copies elsewhere, or not at all, can have copied there before, and New makes the vault whether or not it copies.
            (var claimed, unclaimed, unread) = await ClaimDefaultsAsync(session, sought, owner, defaults, cancellationToken).ConfigureAwait(false);
            others = [.. others, .. claimed];
            unread = own.Count == 0 ? unread : null;
        }

        IReadOnlyList<InRegion> all = [.. regions, .. others];
        var vaults = all.Select(static region => region.Vault).OfType<DeployedVault>().ToList();
        // With no plan of its own, one of the name and not of the set's leaves open whose the rest is.
        var blockers = named.Where(_ => own.Count == 0).Select(plan => NotOwned(target, owner, plan.Tags, BackupResourceType.BackupPlan, plan.Name, plan.Arn, target.Region));
        if (options.KeepRecoveryPoints)
        {
            return new RemovalSurvey(target, [.. all.Skip(1).Select(static region => region.Region)], own, [.. vaults.Where(vault => owner.Of(vault.Tags) == Ownership.Own)], [], null, [.. blockers.OfType<Blocker>()])
            {
                ToNote = toNote,
                Noted = noted,
                SimilarSet = sought.Hint,
            };
        }

        blockers =
        [
            .. blockers,
            .. own.Where(_ => target.CopyRegions.Count == 0 && !target.CopyRegionsAreDefault && ofPlans.Count > 0)
                .Select(plan => CopiesNotNamed(target, BackupResourceType.BackupPlan, plan.Name, plan.Arn, $"backup plan {plan.Name}", "copies to", ofPlans)),
            .. vaults.Take(1).Where(_ => own.Count == 0 && target.CopyRegions.Count == 0 && !target.CopyRegionsAreDefault && others.Any(static region => region.Vault is not null))
                .Select(vault => CopiesNotNamed(target, BackupResourceType.BackupVault, vault.Name, vault.Arn, $"backup vault {vault.Name}", $"names in its tag {CopyRegionsTag.Key} as copy Regions", noted)),
            .. vaults.Select(vault => NotOwned(target, owner, vault.Tags, BackupResourceType.BackupVault, vault.Name, vault.Arn, vault.Region)),
            .. named.Except(own).Where(_ => own.Count > 0).SelectMany(plan => all
                .Where(region => region == all[0] ? Fills(plan, names.Vault) : plan.CopyRegions(target.AccountId, names.Vault).Contains(region.Region, StringComparer.Ordinal))
                .Select(region => InUse(target, owner, region, plan, target.Region))),
            .. all.Skip(1).SelectMany(region => region.Plans
                .Where(plan => owner.Of(plan.Tags) == Ownership.Own || Fills(plan, names.Vault))
                .Select(plan => InUse(target, owner, region, plan, region.Region))),
        ];
        return new RemovalSurvey(target, [.. all.Skip(1).Select(static region => region.Region)], own, vaults, unclaimed, unread, [.. blockers.OfType<Blocker>()])
        {
            ToNote = toNote,
            Noted = noted,
            SimilarSet = sought.Hint,
        };
    }

    /// <summary>How many recovery points AWS counts in the vaults.</summary>
    public long RecoveryPointCount => Vaults.Sum(static vault => vault.RecoveryPointCount);

    /// <summary>Counts the continuous backups: they are in the list of all recovery points only.</summary>
    public async Task<long> CountContinuousAsync(AccountSession session, CancellationToken cancellationToken)
    {
        var count = 0L;
        if (PrimaryVault is { } vault)
        {
            await foreach (var point in ReadPointsAsync(session, vault, cancellationToken).ConfigureAwait(false))
            {
                count += RecoveryPointDeletion.IsContinuous(point) ? 1 : 0;
            }
        }

        return count;
    }

    /// <summary>
    /// Why nothing is removed while there is a plan whose recovery points are known to stay: its databases would lose their backups to come, and nothing would be gained.
    /// </summary>
    public Blocker? OfShutVaults(TeardownOptions options, DateTimeOffset now)
    {
        if (Plans.Count == 0 || Shut.Count == 0)
        {
            return null;
        }

        var isDenied = Shut.All(static vault => vault.IsDenied);
        var vault = Shut[0].Vault;
        return new Blocker(isDenied ? "RecoveryPointsDenied" : "RecoveryPointsLocked", isDenied ? FailureCategory.PermissionDenied : FailureCategory.InvalidOperation, new ResourceChange
        {
            AccountId = Target.AccountId,
            AbsName = Target.AbsName,
            Region = vault.Region,
            ResourceType = BackupResourceType.BackupVault,
            Name = vault.Name,
            ResourceArn = vault.Arn,
            Action = ChangeAction.Blocked,
            Reason = $"{string.Join(" ", Shut.Select(shut => shut.Reason(Target, now)))} With the plan gone the databases would not be backed up any more, and these would stay.",
            Remedy = ShutVault.Remedy(Shut, Target, options.TagKey, now),
        });
    }

    /// <summary>The removal as a question.</summary>
    public ConfirmationRequest ToConfirmation(TeardownOptions options, DateTimeOffset now)
    {
        var keepRecoveryPoints = options.KeepRecoveryPoints;
        var selections = Plans.Sum(static plan => plan.SelectionNames.Count);
        var parts = new List<string>();
        AddPart(parts, Plans.Count, "plan");
        AddPart(parts, selections, "selection");
        if (!keepRecoveryPoints)
        {
            AddPart(parts, Vaults.Count, "vault");
        }

        var action = "Remove " + string.Join(", ", parts);
        if (!keepRecoveryPoints && RecoveryPointCount > 0)
        {
            action += $" and about {Counted.Of(RecoveryPointCount, "recovery point")} in {Counted.Of(Vaults.Count, "Region")}";
        }

        if (Shut.Count > 0)
        {
            action += $"; {string.Join("; ", Shut.Select(shut => $"{Counted.Of(shut.RecoveryPoints, "recovery point")} of these cannot be deleted: the vault in {shut.Vault.Region} {shut.Why(Target, now)}"))}";
        }

        var continuous = ContinuousInWords(options.ContinuousBackup);
        action += continuous;
        var regions = string.Join(", ", Vaults.Select(static vault => vault.Region).Append(Target.Region).Distinct(StringComparer.Ordinal).OrderBy(region => !string.Equals(region, Target.Region, StringComparison.Ordinal)));
        return new ConfirmationRequest(Target, $"backup set '{Target.AbsName}' in account {Target.AccountId} ({regions})", action, [.. Steps(keepRecoveryPoints, continuous, now)]);
    }

    // What nobody expects of a removal has to be in the question.
    private string ContinuousInWords(ContinuousBackupRemoval removal)
    {
        if (ContinuousBackups == 0 || removal == ContinuousBackupRemoval.Keep)
        {
            return string.Empty;
        }

        var (s, are, them) = ContinuousBackups == 1 ? (string.Empty, "is", "its database") : ("s", "are", "their databases");
        return $"; {ContinuousBackups} continuous backup{s} {are} {(removal == ContinuousBackupRemoval.Delete ? "deleted" : "given back to RDS")}: AWS modifies {them} at once, which can interrupt {(ContinuousBackups == 1 ? "it" : "them")}";
    }

    private IEnumerable<ConfirmationStep> Steps(bool keepRecoveryPoints, string continuous, DateTimeOffset now)
    {
        foreach (var plan in Plans)
        {
            foreach (var selection in plan.SelectionNames.Values)
            {
                yield return new ConfirmationStep($"backup selection '{selection}' in account {Target.AccountId}, {Target.Region}", "Delete");
            }

            yield return new ConfirmationStep($"backup plan '{plan.Name}' in account {Target.AccountId}, {Target.Region}", "Delete");
        }

        foreach (var vault in keepRecoveryPoints ? [] : Vaults)
        {
            yield return new ConfirmationStep(
                $"backup vault '{vault.Name}' in account {Target.AccountId}, {vault.Region}",
                Shut.FirstOrDefault(shut => ReferenceEquals(shut.Vault, vault)) is { } shut ? $"Delete with {Counted.Of(shut.RecoveryPoints, "recovery point")}, which cannot be deleted: it {shut.Why(Target, now)}"
                    : vault.RecoveryPointCount == 0 ? "Delete"
                    : $"Delete with about {Counted.Of(vault.RecoveryPointCount, "recovery point")}{(ReferenceEquals(vault, PrimaryVault) ? continuous : string.Empty)}");
        }
    }

    private static void AddPart(List<string> parts, int count, string noun)
    {
        if (count > 0)
        {
            parts.Add(Counted.Of(count, noun));
        }
    }

    private static async Task<IReadOnlyList<InRegion>> ReadAsync(AccountSession session, SoughtSet sought, IReadOnlyCollection<string> regions, CancellationToken cancellationToken)
    {
        var reader = new BackupSetReader(session);
        return await Task.WhenAll(regions.Select(async region =>
        {
            var vault = reader.ReadTaggedVaultAsync(region, sought.Names.Vault, cancellationToken);
            var plans = reader.ReadPlansAsync(region, sought.IsPlan, cancellationToken);
            await Task.WhenAll(vault, plans).ConfigureAwait(false);
            return new InRegion(region, await vault.ConfigureAwait(false), await plans.ConfigureAwait(false));
        })).ConfigureAwait(false);
    }

    /// <summary>Of the Regions that are only a default, those whose vault has a copy that came from the primary Region; and the vaults of the others.</summary>
    private static async Task<(IReadOnlyList<InRegion> Claimed, IReadOnlyList<DeployedVault> Unclaimed, string? Unread)> ClaimDefaultsAsync(
        AccountSession session, SoughtSet sought, OwnershipTag owner, IReadOnlyCollection<string> defaults, CancellationToken cancellationToken)
    {
        try
        {
            var regions = await ReadAsync(session, sought, defaults, cancellationToken).ConfigureAwait(false);
            var (claimed, unclaimed) = await ClaimAsync(session, owner, regions, cancellationToken).ConfigureAwait(false);
            return (claimed, unclaimed, null);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AccountFailures.From(exception, session.Target).ErrorId is "AccessDenied" or "CredentialsInvalid" or "RegionDisabled")
        {
            // Nobody asked for a Region that is denied or disabled: it is no reason to leave the rest. What passes fails the removal, which can be run again.
            return ([], [], $"There is no plan any more that names the copy Regions, and the default, {string.Join(", ", defaults)}, cannot be looked at: {AccountFailures.From(exception, session.Target).Message}");
        }
    }

    private static async Task<(IReadOnlyList<InRegion> Claimed, IReadOnlyList<DeployedVault> Unclaimed)> ClaimAsync(
        AccountSession session, OwnershipTag owner, IReadOnlyList<InRegion> regions, CancellationToken cancellationToken)
    {
        var claimed = new List<InRegion>();
        var unclaimed = new List<DeployedVault>();
        foreach (var region in regions)
        {
            if (region.Vault is not { } vault || owner.Of(vault.Tags) != Ownership.Own)
            {
                continue;
            }

            if (await HoldsCopyFromAsync(session, vault, session.Target.Region, cancellationToken).ConfigureAwait(false))
            {
                claimed.Add(region);
            }
            else
            {
                unclaimed.Add(vault);
            }
        }

        return (claimed, unclaimed);
    }

    private static async Task<bool> HoldsCopyFromAsync(AccountSession session, DeployedVault vault, string region, CancellationToken cancellationToken)
    {
        var origin = new RecoveryPointOrigin(session.Target.AccountId, region);
        await foreach (var point in ReadPointsAsync(session, vault, cancellationToken).ConfigureAwait(false))
        {
            if (RecoveryPointOrigin.Of(point, vault.Arn).Contains(origin))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The recovery points that a vault lists.</summary>
    public static IAsyncEnumerable<RecoveryPointByBackupVault> ReadPointsAsync(AccountSession session, DeployedVault vault, CancellationToken cancellationToken) => Pages.ReadAsync(
        (token, cancel) => session.Backup(vault.Region).ListRecoveryPointsByBackupVaultAsync(
            new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = vault.Name, MaxResults = LargestPage, NextToken = token }, cancel),
        static page => page.RecoveryPoints,
        static page => page.NextToken,
        cancellationToken);

    private static bool Fills(DeployedPlan plan, string vaultName) =>
        plan.Definition.Rules.Any(rule => string.Equals(rule.TargetBackupVaultName, vaultName, StringComparison.Ordinal));

    // The vault has the same name for every plan of the set's name: deleting it would delete that plan's recovery points.
    private static Blocker? InUse(AccountTarget target, OwnershipTag owner, InRegion region, DeployedPlan plan, string planRegion)
    {
        if (region.Vault is not { } vault)
        {
            return null;
        }

        var isOwn = owner.Of(plan.Tags) == Ownership.Own;
        return new Blocker("VaultInUse", FailureCategory.ResourceBusy, new ResourceChange
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = region.Region,
            ResourceType = BackupResourceType.BackupVault,
            Name = vault.Name,
            ResourceArn = vault.Arn,
            Action = ChangeAction.Blocked,
            Reason = $"The backup vault {vault.Name} in {region.Region} of account {target.AccountId} is also used by the backup plan {plan.Name} ({plan.PlanId}) in {planRegion}, "
                + (isOwn ? "another deployment of the backup set." : $"which does not carry the tag {owner}."),
            Remedy = isOwn
                ? $"To keep the vaults, which both use, run this command with -KeepRecoveryPoints. To have all of it removed, take down that plan first: Remove-XacntBackupResource -Region {region.Region} -CopyRegion {target.Region} -KeepRecoveryPoints; then run this command again, and for the recovery points made in {region.Region}: Remove-XacntBackupResource -Region {region.Region}."
                : "Delete that plan, or have its rules fill another vault; then run this command again. To keep all vaults, use -KeepRecoveryPoints.",
        });
    }

    // Who says that there are no copies does not expect them to be deleted.
    private static Blocker CopiesNotNamed(AccountTarget target, BackupResourceType type, string name, string arn, string what, string does, IReadOnlyList<string> copyRegions) => new(
        "CopyRegionNotNamed",
        FailureCategory.InvalidArgument,
        new ResourceChange
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = target.Region,
            ResourceType = type,
            Name = name,
            ResourceArn = arn,
            Action = ChangeAction.Blocked,
            Reason = $"-CopyRegion says none, and the {what} in {target.Region} of account {target.AccountId} {does} {string.Join(", ", copyRegions)}: the copies would be deleted with the rest.",
            Remedy = $"To have the copies removed as well, leave out -CopyRegion or name {string.Join(",", copyRegions)}. To keep all recovery points, use -KeepRecoveryPoints.",
        });

    private static Blocker? NotOwned(
        AccountTarget target, OwnershipTag owner, IReadOnlyDictionary<string, string> tags, BackupResourceType type, string name, string arn, string region)
    {
        if (Obstacle.OfOwnership(owner.Of(tags), owner, adopt: false, tags) is not { } obstacle)
        {
            return null;
        }

        var isVault = type == BackupResourceType.BackupVault;
        return new Blocker(isVault ? "VaultNotOwned" : "PlanNotOwned", obstacle.Category, new ResourceChange
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = region,
            ResourceType = type,
            Name = name,
            ResourceArn = arn,
            Action = ChangeAction.Blocked,
            Reason = $"The backup {(isVault ? "vault" : "plan")} {name} in {region} of account {target.AccountId} {obstacle.Fault}.",
            Remedy = obstacle.Remedy,
        });
    }

    /// <summary>What has the set's names in a Region.</summary>
    private sealed record InRegion(string Region, DeployedVault? Vault, IReadOnlyList<DeployedPlan> Plans);
}
