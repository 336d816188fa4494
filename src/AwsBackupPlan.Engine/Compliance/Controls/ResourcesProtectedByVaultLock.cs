using System.Globalization;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;
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
            yield return Judgement.Bad(subject, database.Planned.IsTaken ? "Its plan fills no vault of this account, so that no locked vault is known to hold its backups." : "No plan backs it up, so that no locked vault holds its backups.", database.Planned.IsTaken ? Remedies.Note("See to it in the account of the vault that its plan fills.") : ProtectionRemedies.NotTaken(evidence, database.Planned));
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
            Remedy(vaults, evidence, subject, settings));
    }

    // No limit of a lock that is there is loosened.
    private static string Remedy(List<VaultEvidence> vaults, AccountEvidence evidence, Subject subject, ControlSettings settings)
    {
        var faulty = vaults.Where(vault => FaultOf(vault, settings) is not null).ToList();
        var own = faulty.Where(vault => string.Equals(vault.AbsName, subject.AbsName, StringComparison.Ordinal) && Remedies.PlanOf(evidence, subject.AbsName) is not null).ToList();
        var locks = vaults.Select(static vault => vault.Vault.Value).OfType<DeployedVault>().Where(static vault => vault.IsLocked).ToList();
        var least = Math.Max(settings.NumberOrNone(Least) ?? 1, locks.Select(static vault => vault.MinRetentionDays ?? 1).DefaultIfEmpty(1).Max());
        long?[] limits = [settings.NumberOrNone(Most), .. locks.Select(static vault => vault.MaxRetentionDays)];
        var most = limits.Min() is { } some ? FormattableString.Invariant($" -MaxRetentionDays {some}") : string.Empty;
        return Remedies.Lines([
            own.Count == 0 ? null : own.Exists(static vault => vault.Vault.Value is null) ? Remedies.Deploy(evidence, subject.AbsName) : Remedies.Lock(evidence, subject.AbsName, $"-MinRetentionDays {least.ToString(CultureInfo.InvariantCulture)}{most}"),
            .. faulty.Except(own).Select(vault => Remedies.Note($"The vault {vault.Name} in {vault.Region} is not one of the backup set: choose the limits, and lock it with aws backup put-backup-vault-lock-configuration --backup-vault-name {vault.Name} --region {vault.Region}, with credentials of account {evidence.Target.AccountId}.")),
        ]);
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
