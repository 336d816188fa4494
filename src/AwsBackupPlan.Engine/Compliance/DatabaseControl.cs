using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>A control that judges databases.</summary>
internal abstract class DatabaseControl : Control
{
    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Databases;

    /// <inheritdoc/>
    public sealed override IEnumerable<Judgement> Judge(AccountEvidence evidence, ControlSettings settings)
    {
        List<Judgement> strays = [.. evidence.Strays.Select(stray => JudgeStray(stray, evidence)).OfType<Judgement>()];
        return evidence switch
        {
            { NoDatabase: { } none } => [WithoutDatabase(evidence, none), .. strays],
            { Databases.Failure: { } failure } => [Judgement.Error(Subject.Of(evidence.Target), failure), .. strays],
            { Databases.Value.Count: > 0 } => evidence.Databases.Value.SelectMany(database => Judge(database, Subject.Of(database.Info), evidence, settings)).Concat(strays),
            _ => strays.Count > 0 ? strays : [Judgement.NotApplicable(Subject.Of(evidence.Target), $"There is no database in {evidence.Target.Region}.")],
        };
    }

    /// <summary>Judges a backup set that no database belongs to.</summary>
    protected virtual Judgement WithoutDatabase(AccountEvidence evidence, AccountFailure none) => Judgement.NotApplicable(Subject.Of(evidence.Target), "No database belongs to the backup set.");

    /// <summary>Judges a database.</summary>
    protected abstract IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings);

    /// <summary>Judges a database that belongs to no backup set and that no plan takes; not at all when <see langword="null"/>.</summary>
    protected virtual Judgement? JudgeStray(PlannedProtection stray, AccountEvidence evidence) => null;
}
