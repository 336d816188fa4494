using System.Text;
using Amazon.KeyManagementService;
using Amazon.SimpleSystemsManagement;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Templates;

namespace AwsBackupPlan.Engine.Onboarding.Setup;

/// <summary>What has to happen so that an account has its keys, aliases, plan parameter and settings.</summary>
internal sealed class SetupChanges
{
    private const int StandardSize = 4096;


    private readonly AccountTarget _target;
    private readonly SetupOptions _options;
    private readonly SetupNames _names;
    private readonly SetupState _state;
    private readonly string? _faultThere;

    /// <summary>Compares what is there with what is to be.</summary>
    /// <param name="target">The set.</param>
    /// <param name="options">What the account is to be given.</param>
    /// <param name="names">How it is called.</param>
    /// <param name="state">What is there.</param>
    /// <param name="document">The plan document to write where there is none, or another one.</param>
    /// <param name="faultThere">Why no plan can be made of the document that is there.</param>
    public SetupChanges(AccountTarget target, SetupOptions options, SetupNames names, SetupState state, string document, string? faultThere)
    {
        (_target, _options, _names, _state, Document, _faultThere) = (target, options, names, state, PlanText.Fitting(document), faultThere);
        Blockers = [.. KeyBlockers(), .. VaultBlockers(), .. ParameterBlockers()];
        Changes = [.. Regions.SelectMany(region => new[] { KeyChange(region), AliasChange(region) }), ParameterChange(), .. Regions.SelectMany(OptInChange)];
    }

    /// <summary>The document to write.</summary>
    public string Document { get; }

    /// <summary>What stands in the way; nothing is written while there is any.</summary>
    public IReadOnlyList<Blocker> Blockers { get; }

    /// <summary>Every resource and what has to happen to it.</summary>
    public IReadOnlyList<ResourceChange> Changes { get; }

    /// <summary>What is not yet as wanted.</summary>
    public IReadOnlyList<ResourceChange> Pending => [.. Changes.Where(static change => change.Action is not (ChangeAction.None or ChangeAction.Blocked))];

    /// <summary>Nothing of it is there.</summary>
    public bool IsNothingThere => _state is { Key: null, Parameter: null };

    /// <summary>The type that the parameter has, or is to have.</summary>
    public string ParameterType => Wanted ?? (_state.Parameter is { } there && there.Type != Amazon.SimpleSystemsManagement.ParameterType.StringList ? there.Type.Value : "String");

    /// <summary>The tier that a document of this size needs.</summary>
    public ParameterTier Tier => Encoding.UTF8.GetByteCount(Document) > StandardSize ? ParameterTier.Advanced : ParameterTier.Standard;

    /// <summary>What is in the parameter and is not what was wanted, and was left all the same; <see langword="null"/> where there is nothing of the kind.</summary>
    public string? PlanLeft => _state.Parameter is null || _options.OverwritePlan ? null
        : _faultThere is { } fault ? $"no plan can be made of the one in the parameter {_options.PlanParameterName}. {fault}"
        : _options.PlanDocument is not null && IsAnotherDocument ? $"the parameter {_options.PlanParameterName} holds another plan document than the one that was given."
        : null;

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings => PlanLeft is { } left ? [$"The plan document was left as it is: {left} To write over it: {SetupCommand.OverwritePlan}."] : [];

    private string? Wanted => string.Equals(_options.ParameterType, "SecureString", StringComparison.OrdinalIgnoreCase) ? "SecureString" : _options.ParameterType is null ? null : "String";

    private IReadOnlyList<string> Regions => [_target.Region, .. _target.CopyRegions];

    private bool IsAnotherDocument => _state.Parameter is { } there && !IsSame(there.Value, Document);

    /// <summary>The change to a resource of a Region.</summary>
    public ResourceChange Of(BackupResourceType type, string region) => Changes.First(change => change.ResourceType == type && string.Equals(change.Region, region, StringComparison.Ordinal));

    /// <summary>The changes as a question.</summary>
    public ConfirmationRequest ToConfirmation() => new(
        _target,
        $"account {_target.AccountId} for the backup set '{_target.AbsName}' ({string.Join(", ", Regions)})",
        ChangePhrase.Imperative(Pending),
        [
            .. Pending.Select(change => new ConfirmationStep(
                $"{ChangePhrase.Noun(change.ResourceType)} '{change.Name}' in account {_target.AccountId}, {change.Region}",
                $"{change.Action}{(change.Differences.Count > 0 ? $": {string.Join("; ", change.Differences)}" : change.Reason is { } reason ? $": {reason}" : string.Empty)}")),
        ]);

    // All keys are held against the one that is to be behind every alias. One that is still being made is waited for, and one that is missing is made.
    private IEnumerable<Blocker> KeyBlockers()
    {
        if (_state.Key is not { } key)
        {
            return [];
        }

        var own = key.Arn.Split(':')[3];
        var keys = Regions.Select(region => new RegionKey(
            region,
            _names.Alias,
            _state.Aliases.First(alias => string.Equals(alias.Region, region, StringComparison.Ordinal)).Key ?? (_state.Replicas.TryGetValue(region, out var replica) ? replica : null))).ToList();
        return KeyCheck.Check(_target, [.. keys.OrderBy(one => string.Equals(one.Region, own, StringComparison.Ordinal) ? 0 : 1)])
            .Where(blocker => blocker.ErrorId is not "KeyNotFound" && keys.Find(one => string.Equals(one.Region, blocker.Change.Region, StringComparison.Ordinal))?.Key is { } found
                && !(found.KeyState == KeyState.Creating && string.Equals(found.KeyId, key.KeyId, StringComparison.Ordinal)));
    }

    // With another key behind the alias than the vault has, nothing could be deployed.
    private IEnumerable<Blocker> VaultBlockers() => _state.Vaults.Where(vault => KeyIdOf(vault) is not { } id || !string.Equals(id, _state.Key?.KeyId, StringComparison.Ordinal))
        .Select(vault => new Blocker("VaultKeyDiffers", FailureCategory.InvalidOperation, Change(BackupResourceType.KmsKey, vault.Region, _names.Alias, ChangeAction.Blocked) with
        {
            Reason = $"The vault {vault.Name} in {vault.Region} of account {_target.AccountId} is encrypted with {vault.EncryptionKeyArn ?? "no key of the account"}, which cannot be the key of {string.Join(" and ", Regions)}; a vault's key cannot be changed.",
            Remedy = vault.RecoveryPointCount == 0
                ? $"Delete the vault, which is empty: aws backup delete-backup-vault --backup-vault-name {vault.Name} --region {vault.Region}; then run this command again."
                : $"The vault holds about {Counted.Of(vault.RecoveryPointCount, "recovery point")}: keep it until they have expired, and use another ABS name; or name an alias of its key with -KeyAlias.",
        }));

    private string? KeyIdOf(DeployedVault vault) => vault.EncryptionKeyArn?.Split(':') is [_, _, _, _, var account, var key] && string.Equals(account, _target.AccountId, StringComparison.Ordinal) ? key.Substring(key.IndexOf('/') + 1) : null;

    private IEnumerable<Blocker> ParameterBlockers()
    {
        var writes = _options is { OverwritePlan: true, PlanDocument: not null } && IsAnotherDocument;
        if (_state.Parameter is { } there && (Wanted is not null || writes) && !string.Equals(there.Type.Value, ParameterType, StringComparison.Ordinal))
        {
            yield return new Blocker("PlanParameterType", FailureCategory.InvalidOperation, Change(BackupResourceType.PlanParameter, _target.Region, _options.PlanParameterName, ChangeAction.Blocked) with
            {
                Reason = $"The parameter {_options.PlanParameterName} in {_target.Region} of account {_target.AccountId} is a {there.Type}, and AWS makes no {ParameterType} of it.",
                Remedy = OtherType(there.Type.Value),
            });
        }
    }

    private string OtherType(string type)
    {
        var at = $"--name {Remedies.Word(_options.PlanParameterName)} --region {_target.Region}";
        return Remedies.Lines(
            Remedies.Note($"Leave -ParameterType out, and it stays a {type}. For a {ParameterType} it has to be deleted: this keeps what it holds, with credentials of account {_target.AccountId}."),
            $"aws ssm get-parameter {at} --with-decryption --query Parameter.Value --output text > plan.json",
            $"aws ssm delete-parameter {at}",
            SetupCommand.Of(_target, _options, $"-PlanPath plan.json -ParameterType {ParameterType}"));
    }

    private ResourceChange KeyChange(string region)
    {
        if (Blocked(BackupResourceType.KmsKey, region) is { } blocked)
        {
            return blocked;
        }

        var change = Change(BackupResourceType.KmsKey, region, _names.Alias, ChangeAction.None);
        if (_state.Replicas.TryGetValue(region, out var there))
        {
            change = change with { ResourceArn = there.Arn };
            return _state.IsRotated is false && string.Equals(region, _state.PrimaryRegion, StringComparison.Ordinal)
                ? change with { Action = ChangeAction.Update, Differences = [new PropertyDifference { Path = "KeyRotationEnabled", Actual = "false", Desired = "true" }] }
                : change;
        }

        return change with
        {
            Action = ChangeAction.Create,
            Reason = _state.Key is null && string.Equals(region, _target.Region, StringComparison.Ordinal)
                ? $"a multi-Region key, tagged {_options.TagKey}={_target.AbsName}, rotated every year, which the account's policies and AWS Backup may use"
                : $"a replica of {_state.Key?.Arn ?? $"the key of {_target.Region}"}",
        };
    }

    private ResourceChange AliasChange(string region)
    {
        var alias = _state.Aliases.First(alias => string.Equals(alias.Region, region, StringComparison.Ordinal));
        return Change(BackupResourceType.KmsAlias, region, _names.Alias, alias.Key is null ? ChangeAction.Create : ChangeAction.None) with { Reason = alias.Key is null && _state.Key is { } key ? $"for {key.KeyId}" : null };
    }

    private ResourceChange ParameterChange()
    {
        if (Blocked(BackupResourceType.PlanParameter, _target.Region) is { } blocked)
        {
            return blocked;
        }

        var change = Change(BackupResourceType.PlanParameter, _target.Region, _options.PlanParameterName, ChangeAction.None) with { ResourceArn = _state.Parameter?.ARN };
        var tier = Tier == ParameterTier.Advanced ? " of the advanced tier, which AWS bills" : string.Empty;
        return _state.Parameter is null ? change with { Action = ChangeAction.Create, Reason = $"a {ParameterType}{tier} with {(_options.PlanDocument is null ? "the default plan document" : "the plan document that was given")}" }
            : !IsAnotherDocument ? change
            : _options is { PlanDocument: not null, OverwritePlan: true } ? change with { Action = ChangeAction.Update, Reason = $"the plan document that was given, instead of version {_state.Parameter.Version}{tier}" }
            : change with { Reason = "It holds a plan document already, and was left as it is." };
    }

    private IEnumerable<ResourceChange> OptInChange(string region)
    {
        if (!_options.OptIn)
        {
            yield break;
        }

        IReadOnlyList<PropertyDifference> off =
        [
            .. TypeSwitch.Types.Where(type => !(_state.OptIn[region].TryGetValue(type, out var isOn) && isOn))
                .Select(type => new PropertyDifference { Path = $"ResourceTypeOptInPreference.{type}", Actual = _state.OptIn[region].ContainsKey(type) ? "false" : null, Desired = "true" }),
        ];
        yield return Change(BackupResourceType.RegionSettings, region, "RDS and Aurora", off.Count == 0 ? ChangeAction.None : ChangeAction.Update) with { Differences = off };
    }

    private ResourceChange? Blocked(BackupResourceType type, string region) =>
        Blockers.Select(static blocker => blocker.Change).FirstOrDefault(change => change.ResourceType == type && string.Equals(change.Region, region, StringComparison.Ordinal));

    private ResourceChange Change(BackupResourceType type, string region, string name, ChangeAction action) =>
        new() { AccountId = _target.AccountId, AbsName = _target.AbsName, Region = region, ResourceType = type, Name = name, Action = action };

    // The same document can be written in many ways.
    private static bool IsSame(string? there, string wanted) => string.Equals(there, wanted, StringComparison.Ordinal) || (there is not null && PlanText.Compact(there) is { } compact && string.Equals(compact, PlanText.Compact(wanted), StringComparison.Ordinal));
}
