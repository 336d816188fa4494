using System.Globalization;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>The vaults that hold the database's recovery points are locked.</summary>
internal sealed class ResourcesProtectedByVaultLock : DatabaseControl
{
    private const string Least = "minRetentionDays";
    private const string Most = "maxRetentionDays";

    /// <inheritdoc/>
    public override string Name => "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK";

    /// <inheritdoc/>
    public override string Title => "The backups of every database are in locked vaults.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Medium;

    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Databases | EvidenceKinds.Vaults;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlParameter> Parameters { get; } =
    [
        ControlParameter.Number(Least, 1, 36500, null, "The least that the lock's shortest retention has to be, in days; any where it is not given."),
        ControlParameter.Number(Most, 1, 36500, null, "The most that the lock's longest retention may be, in days; any where it is not given."),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        if (evidence.Vaults.Failure is { } failure)
        {
            yield return Judgement.Error(subject, failure);
            yield break;
        }

        var own = database.Planned.Places.Where(target => string.Equals(target.AccountId, evidence.Target.AccountId, StringComparison.Ordinal)).ToList();
        var vaults = evidence.Vaults.Value.Where(vault => own.Exists(target => string.Equals(target.Region, vault.Region, StringComparison.Ordinal) && string.Equals(target.VaultName, vault.Name, StringComparison.Ordinal))).ToList();
        if (vaults.Count == 0)
        {
            yield return Judgement.Bad(subject, database.Planned.IsTaken ? "Its plan fills no vault of this account, so that no locked vault is known to hold its backups." : "No plan backs it up, so that no locked vault holds its backups.", database.Info.Remedy ?? Remedies.Deploy(evidence.Target, subject.AbsName));
            yield break;
        }

        if (vaults.Find(static vault => vault.Vault.Failure is not null) is { } unread)
        {
            yield return Judgement.Error(subject, unread.Vault.Failure!);
            yield break;
        }

        string[] open = [.. vaults.Select(vault => FaultOf(vault, settings)).OfType<string>()];
        yield return Judgement.Of(
            open.Length == 0,
            subject,
            open.Length == 0 ? $"Locked: {string.Join(", ", vaults.Select(static vault => $"{vault.Name} in {vault.Region} ({vault.Vault.Value!.Lock})"))}." : $"{string.Join("; ", open)}.",
            Remedies.Of("Set-XacntVaultLock", evidence.Target, subject.AbsName, $"-MinRetentionDays {(settings.NumberOrNone(Least) ?? 1).ToString(CultureInfo.InvariantCulture)}"));
    }

    private static string? FaultOf(VaultEvidence vault, ControlSettings settings) => vault.Vault.Value switch
    {
        null => $"{vault.Name} in {vault.Region} does not exist",
        { IsLocked: false } => $"{vault.Name} in {vault.Region} is not locked",
        { } locked when settings.NumberOrNone(Least) is { } least && !(locked.MinRetentionDays >= least) => $"the lock of {vault.Name} in {vault.Region} asks for {Days(locked.MinRetentionDays)} at least, not {least}",
        { } locked when settings.NumberOrNone(Most) is { } most && !(locked.MaxRetentionDays <= most) => $"the lock of {vault.Name} in {vault.Region} takes {Days(locked.MaxRetentionDays)} at most, not {most}",
        _ => null,
    };

    private static string Days(long? days) => days is { } some ? Counted.Of(some, "day") : "any number of days";
}
