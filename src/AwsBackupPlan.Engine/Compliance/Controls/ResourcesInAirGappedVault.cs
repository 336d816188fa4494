using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>A logically air-gapped vault has a recovery point of the database that is new enough.</summary>
internal sealed class ResourcesInAirGappedVault : DatabaseControl
{
    private const string Unit = "recoveryPointAgeUnit";
    private const string Value = "recoveryPointAgeValue";

    /// <inheritdoc/>
    public override string Name => "RESOURCES_IN_LOGICALLY_AIR_GAPPED_VAULT";

    /// <inheritdoc/>
    public override string Title => "Every database has a recovery point that is new enough in a logically air-gapped vault.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Medium;

    /// <inheritdoc/>
    public override bool IsJudgedDaily => true;

    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Databases | EvidenceKinds.AirGappedPoints;

    /// <inheritdoc/>
    public override bool IsOnByDefault => false;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlParameter> Parameters { get; } =
    [
        ControlParameter.Word(Unit, ["hours", "days"], "days", "The unit of recoveryPointAgeValue."),
        ControlParameter.Number(Value, 1, 744, 1, "How old the newest completed recovery point may be."),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        if ((evidence.AirGapped.Failure ?? evidence.AirGapped.Value.Select(static vault => vault.Points.Failure).OfType<AccountFailure>().FirstOrDefault()) is { } failure)
        {
            yield return Judgement.Error(subject, failure);
            yield break;
        }

        var newest = evidence.AirGapped.Value.SelectMany(static vault => vault.Points.Value).Where(points => string.Equals(points.ResourceArn, subject.Arn, StringComparison.Ordinal)).Max(static points => points.Newest);
        var remedy = database.Planned.IsTaken
            ? Remedies.Note("Copy to a logically air-gapped vault: give the rule of the plan document a TargetLogicallyAirGappedBackupVaultArn, or a copy action to that vault.")
            : ProtectionRemedies.NotTaken(evidence, database.Planned);
        yield return newest is { } made
            ? Judgement.Of(evidence.Now - made <= settings.Time(Unit, Value), subject, $"The newest there is {AgeWords.Of(evidence.Now - made)} old, and {settings.TimeInWords(Unit, Value)} is the most.", remedy)
            : Judgement.Bad(subject, evidence.AirGapped.Value.Count == 0 ? "There is no logically air-gapped vault." : "No logically air-gapped vault has a completed recovery point of it.", remedy);
    }
}
