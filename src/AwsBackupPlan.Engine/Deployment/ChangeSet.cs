using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Onboarding;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Everything that has to happen so that a backup set is as desired.</summary>
/// <param name="Target">The piece of work.</param>
/// <param name="Desired">What is desired.</param>
/// <param name="Vaults">The vaults, primary Region first.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Selection">The selections.</param>
/// <param name="Blockers">What stands in the way; nothing is written while there is any.</param>
internal sealed record ChangeSet(
    AccountTarget Target,
    DesiredState Desired,
    IReadOnlyList<VaultChange> Vaults,
    PlanChange Plan,
    SelectionChange Selection,
    IReadOnlyList<Blocker> Blockers)
{
    /// <summary>The vault in another account that copies go to.</summary>
    public CentralVault? Central { get; private init; }

    /// <summary>What should be known of the vaults of the account that copies go to beside the set's own.</summary>
    private IReadOnlyList<string> DestinationWarnings { get; init; } = [];

    /// <summary>Every resource and what has to happen to it; keys only where they stand in the way.</summary>
    public IReadOnlyList<ResourceChange> Changes { get; } =
    [
        .. Blockers.Where(static blocker => blocker.Change.ResourceType == BackupResourceType.KmsKey).Select(static blocker => blocker.Change),
        .. Vaults.Select(static vault => vault.Change),
        Plan.Change,
        .. Selection.Changes,
    ];

    /// <summary>What the user should know before anything is written. The same text for all accounts where it holds for all of them.</summary>
    public IReadOnlyList<string> Warnings => Plan.Blocker is not null
        ? Desired.Warnings
        : [.. Desired.Warnings, .. SimilarSetWarning(), .. ContinuousBackupWarning(), .. CopyRegionWarning(), .. DestinationWarnings, .. CentralVaultWarnings(), .. Central?.Warnings ?? [], .. Selection.Warnings(Desired.Names)];

    /// <summary>Says what there is of the set's name in another case; empty where nothing is.</summary>
    public string SimilarSet { get; private init; } = string.Empty;

    /// <summary>What is not yet as desired.</summary>
    public IReadOnlyList<ResourceChange> Pending => [.. Changes.Where(static change => change.Action != ChangeAction.None)];

    /// <summary>None of the set's resources exist.</summary>
    public bool IsNothingThere => Changes.All(static change => change.Action == ChangeAction.Create || change.ResourceType == BackupResourceType.KmsKey);

    /// <summary>The changes to what is there that another change set did not have. What it replaces it may also delete.</summary>
    public IReadOnlyList<ResourceChange> Unconfirmed(ChangeSet confirmed) =>
    [
        .. Pending.Where(change => change.Action is ChangeAction.Update or ChangeAction.Replace or ChangeAction.Delete
            && !IsPolicyOfNewVault(change, confirmed)
            && !confirmed.Pending.Any(known => known.ResourceType == change.ResourceType
                && string.Equals(known.ResourceArn, change.ResourceArn, StringComparison.Ordinal)
                && IsCovered(change, known))),
    ];

    // A vault that was to be made was to have its policy, too.
    private static bool IsPolicyOfNewVault(ResourceChange change, ChangeSet confirmed) =>
        change.Action == ChangeAction.Update
        && change.Differences.All(static difference => string.Equals(difference.Path, VaultPolicy.Path, StringComparison.Ordinal))
        && confirmed.Vaults.Any(vault => vault.Change.Action == ChangeAction.Create && vault.AccessPolicy is not null
            && change.ResourceType == BackupResourceType.BackupVault && string.Equals(vault.Desired.Region, change.Region, StringComparison.Ordinal));

    // A set that is only being made need not be what was meant.
    private IEnumerable<string> SimilarSetWarning() => Plan.Actual is not null || SimilarSet.Length == 0 ? [] : [$"There is no plan of the backup set '{Target.AbsName}' yet{SimilarSet}."];

    private IEnumerable<string> ContinuousBackupWarning()
    {
        var isContinuous = IsContinuous(Desired.Plan);
        var wasContinuous = Plan.Actual is { } actual && IsContinuous(actual.Definition);
        return isContinuous == wasContinuous
            ? []
            : [$"{(isContinuous ? "The plan switches continuous backup on (EnableContinuousBackup)" : "The plan switches continuous backup off (EnableContinuousBackup)")}. AWS Backup then modifies the databases at once, together with changes of theirs that wait for their maintenance window: a brief interruption is possible."];
    }

    // Only the plan tells of a vault in a Region that is no longer asked for, and the plan is about to forget it.
    private IEnumerable<string> CopyRegionWarning()
    {
        var destinations = Desired.Plan.Rules.SelectMany(static rule => rule.CopyActions).Select(copy => copy.DestinationBackupVaultArn?.Split(':') is { Length: 7 } arn && string.Equals(arn[4], Target.AccountId, StringComparison.Ordinal) ? arn[3] : null);
        var left = Plan.Actual?.CopyRegions(Target.AccountId, Desired.Names.Vault)
            .Except(Vaults.Select(static vault => vault.Desired.Region), StringComparer.Ordinal)
            .Except(destinations.OfType<string>(), StringComparer.Ordinal)
            .ToList() ?? [];
        return left.Count == 0
            ? []
            : [$"The plan of the backup set '{Target.AbsName}' copies to {string.Join(", ", left)}, which -CopyRegion does not name. Copies there end; the vault there and its recovery points stay. To keep copying, name it; to take the whole set down later, name it too: Remove-XacntBackupResource -CopyRegion {string.Join(",", Vaults.Skip(1).Select(static vault => vault.Desired.Region).Concat(left))}."];
    }

    // A vault of another account that is no longer named is forgotten by the plan, and nothing else tells of it.
    private IEnumerable<string> CentralVaultWarnings() => (Plan.Actual is null ? [] : CopiesElsewhere(Plan.Actual.Definition))
        .Except(CopiesElsewhere(Desired.Plan), StringComparer.Ordinal)
        .Select(arn => $"The plan of the backup set '{Target.AbsName}' copies to {arn}, which neither -CentralVaultArn nor the plan document names. Copies there end; what was copied stays there until it expires. To keep copying, name it: -CentralVaultArn {arn}.");

    private IEnumerable<string> CopiesElsewhere(PlanDefinition plan) => plan.Rules.SelectMany(static rule => rule.CopyActions)
        .Select(static copy => copy.DestinationBackupVaultArn)
        .OfType<string>()
        .Where(arn => arn.Split(':') is { Length: 7 } parts && !string.Equals(parts[4], Target.AccountId, StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal);

    private static bool IsContinuous(PlanDefinition plan) => plan.Rules.Any(static rule => rule.EnableContinuousBackup == true);

    private static bool IsCovered(ResourceChange change, ResourceChange known) => change.Action == ChangeAction.Update
        ? known.Action == ChangeAction.Update && change.Differences.All(known.Differences.Contains)
        : known.Action is ChangeAction.Replace or ChangeAction.Delete;

    /// <summary>Compares what is there with what is desired.</summary>
    public static ChangeSet Compute(AccountTarget target, DesiredState desired, ActualState actual, DeploymentOptions options)
    {
        var owner = new OwnershipTag(options.TagKey, target.AbsName);
        var keys = actual.Keys.ToDictionary(static key => key.Region, static key => key.Key?.Arn, StringComparer.Ordinal);
        IReadOnlyList<VaultChange> vaults =
        [
            .. desired.Vaults.Select(vault => VaultChange.Compare(
                target, vault, actual.Vaults.TryGetValue(vault.Region, out var there) ? there : null, keys[vault.Region], owner, options.Adopt)),
        ];
        var plan = PlanChange.Compare(target, desired, actual.Plans, owner, options.Adopt).Within(target, desired, actual.Vaults.Values.Concat(actual.Destinations.Vaults)).Reaching(target, desired, actual.Central);
        var selection = plan.Blocker is null ? SelectionChange.Compare(target, desired, plan.Actual?.Selections ?? []) : SelectionChange.Nothing;
        return new ChangeSet(
            target, desired, vaults, plan, selection, [.. KeyCheck.Check(target, actual.Keys).Select(blocker => KeyRemedy.WhereMissing(blocker, target, options)), .. vaults.Select(static vault => vault.Blocker).OfType<Blocker>(), .. plan.Blocker is { } blocker ? [blocker] : Array.Empty<Blocker>()])
        {
            Central = actual.Central,
            SimilarSet = actual.SimilarSet,
            DestinationWarnings = actual.Destinations.Warnings,
        };
    }

    /// <summary>A change as it may be told: of a plan document that is a secret no more than is there already.</summary>
    public ResourceChange Told(ResourceChange change) => Desired.IsSecret && change.ResourceType == BackupResourceType.BackupPlan
        ? change with { Differences = [.. change.Differences.Select(SecretDifference.WithoutContent)] }
        : change;

    /// <summary>The changes as a question.</summary>
    public ConfirmationRequest ToConfirmation()
    {
        var regions = string.Join(", ", Vaults.Select(static vault => vault.Desired.Region));
        return new ConfirmationRequest(
            Target,
            $"backup set '{Target.AbsName}' in account {Target.AccountId} ({regions})",
            ChangePhrase.Imperative(Pending),
            [.. Pending.Select(Step)]);
    }

    private VaultChange? VaultOf(ResourceChange change) => Vaults.FirstOrDefault(vault => ReferenceEquals(vault.Change, change));

    private ConfirmationStep Step(ResourceChange change)
    {
        var detail = change switch
        {
            { Differences.Count: > 0 } => ": " + string.Join("; ", Told(change).Differences) + (VaultOf(change)?.AccessPolicy is null ? string.Empty : $"; its access policy then lets {VaultOf(change)!.Desired.ProtectionInWords} through"),
            { Action: ChangeAction.Create, ResourceType: BackupResourceType.BackupVault } => VaultOf(change) is { } vault ? $", encrypted with {vault.KeyArn}{(vault.AccessPolicy is null ? string.Empty : $", protected by its access policy, which lets {vault.Desired.ProtectionInWords} through")}" : string.Empty,
            { Action: ChangeAction.Create, ResourceType: BackupResourceType.BackupPlan } => $" with {(Desired.IsSecret ? "the rules of the parameter" : string.Join(", ", Desired.Plan.Rules.Select(static rule => rule.RuleName)))}",
            { Action: ChangeAction.Create, ResourceType: BackupResourceType.BackupSelection } => $" of {string.Join(", ", Desired.Selection.Resources)} where {string.Join(" and ", Desired.Selection.Conditions)}, role {Desired.Selection.IamRoleArn}",
            { Reason: { } reason } => $": {reason}",
            _ => string.Empty,
        };
        return new ConfirmationStep($"backup {ChangePhrase.Noun(change.ResourceType)} '{change.Name}' in account {change.AccountId}, {change.Region}", change.Action + detail);
    }
}
