using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>A plan copies the database's backups to another account.</summary>
internal sealed class ResourcesCopiedCrossAccount : DatabaseControl
{
    private const string Accounts = "crossAccountList";

    /// <inheritdoc/>
    public override string Name => "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT";

    /// <inheritdoc/>
    public override string Title => "The backups of every database are copied to another account.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Medium;

    /// <inheritdoc/>
    public override bool IsOnByDefault => false;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlParameter> Parameters { get; } =
        [ControlParameter.List(Accounts, 5, "[0-9]{12}", "an account id of 12 digits", "The accounts that copies have to go to, all of them; any other account where it is empty.")];

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        string[] to = [.. database.Planned.Places.Where(target => target.IsCopy && !string.Equals(target.AccountId, evidence.Target.AccountId, StringComparison.Ordinal)).Select(static target => target.AccountId).Distinct(StringComparer.Ordinal)];
        string[] missing = [.. settings.List(Accounts).Where(account => !to.Contains(account, StringComparer.Ordinal) && !string.Equals(account, evidence.Target.AccountId, StringComparison.Ordinal))];
        var copies = to.Length == 0 ? "No plan copies its backups to another account." : $"Copied to {string.Join(", ", to)}{(missing.Length == 0 ? "." : $", not to {string.Join(", ", missing)}.")}";
        yield return Judgement.Of(
            to.Length > 0 && missing.Length == 0,
            subject,
            copies,
            !database.Planned.IsTaken ? ProtectionRemedies.NotTaken(evidence, database.Planned)
                : Remedies.PlanOf(evidence, subject.AbsName) is null ? ProtectionRemedies.OfOtherPlan(database.Planned)
                : Remedies.Note($"Name a vault of {(missing.Length == 0 ? "another account" : $"account {string.Join(", ", missing)}")} with -CentralVaultArn, or, beside one that is copied to already, in the copy actions of the plan document: {Remedies.DeployInWords(evidence, subject.AbsName)}"));
    }
}
