using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>A control that judges databases.</summary>
internal abstract class DatabaseControl : Control
{
    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Databases;

    /// <inheritdoc/>
    public sealed override IEnumerable<Judgement> Judge(AccountEvidence evidence, ControlSettings settings) =>
        evidence.NoDatabase is { } none ? [WithoutDatabase(evidence, none)]
        : evidence.Databases.Failure is { } failure ? [Judgement.Error(Subject.Of(evidence.Target), failure)]
        : evidence.Databases.Value.Count == 0 ? [Judgement.NotApplicable(Subject.Of(evidence.Target), $"There is no database in {evidence.Target.Region}.")]
        : evidence.Databases.Value.SelectMany(database => Judge(database, Subject.Of(database.Info), evidence, settings));

    /// <summary>Judges a backup set that no database belongs to.</summary>
    protected virtual Judgement WithoutDatabase(AccountEvidence evidence, AccountFailure none) => Judgement.NotApplicable(Subject.Of(evidence.Target), "No database belongs to the backup set.");

    /// <summary>Judges a database.</summary>
    protected abstract IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings);
}
