using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>The database's newest recovery point is new enough.</summary>
internal sealed class LastRecoveryPointCreated : DatabaseControl
{
    private const string Unit = "recoveryPointAgeUnit";
    private const string Value = "recoveryPointAgeValue";

    /// <inheritdoc/>
    public override string Name => "BACKUP_LAST_RECOVERY_POINT_CREATED";

    /// <inheritdoc/>
    public override string Title => "Every database has a recovery point that is new enough.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.High;

    /// <inheritdoc/>
    public override bool IsJudgedDaily => true;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlParameter> Parameters { get; } =
    [
        ControlParameter.Word(Unit, ["hours", "days"], "days", "The unit of recoveryPointAgeValue."),
        ControlParameter.Number(Value, 1, 744, 1, "How old the newest completed recovery point may be."),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        var info = database.Info;
        var remedy = ProtectionRemedies.NoBackup(evidence, database);
        if (database.UnreadOf(info.Region, info.AccountId) is { } failure)
        {
            yield return Judgement.Error(subject, failure);
            yield break;
        }

        yield return info switch
        {
            { Age: { } age } => Judgement.Of(age <= settings.Time(Unit, Value), subject, $"The newest is {AgeWords.Of(age)} old, and {settings.TimeInWords(Unit, Value)} is the most: {info.RecoveryPointArn}.", remedy),
            { Status: ProtectionStatus.Pending } => Judgement.Insufficient(subject, info.Reason),
            _ => Judgement.Bad(subject, info.Reason, remedy),
        };
    }
}
