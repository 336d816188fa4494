using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>The newest copy in every copy Region is no older than the plan promises.</summary>
internal sealed class CopyWithinObjective : DatabaseControl
{
    private const string Tolerance = "toleranceHours";

    /// <inheritdoc/>
    public override string Name => "XACNT_COPY_WITHIN_OBJECTIVE";

    /// <inheritdoc/>
    public override string Title => "Every copy Region has a copy of every database that is no older than its recovery point objective and a tolerance.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.High;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlParameter> Parameters { get; } =
        [ControlParameter.Number(Tolerance, 0, 8784, null, "How many hours older than the recovery point objective a copy may be; twice the completion window, but no more than the objective or a day, and no less than the start window, where it is not given.")];

    /// <inheritdoc/>
    protected override IEnumerable<Judgement> Judge(SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        var places = database.Planned.Places.Where(static place => place.IsCopy).GroupBy(static place => (place.Region, place.AccountId))
            .Select(static place => place.OrderByDescending(static target => target.Objective is not null).ThenBy(static target => target.LateAfter).First()).ToList();
        return places.Count == 0
            ? [Judgement.NotApplicable(subject, database.Planned.IsTaken ? "Its plan copies nowhere." : "No plan backs it up.")]
            : places.Select(place => Judge(place, database, Of(subject, place, evidence), evidence, settings));
    }

    // Two accounts can have a copy in one Region.
    private static Subject Of(Subject subject, BackupTarget place, AccountEvidence evidence) => subject with
    {
        Region = place.Region,
        Name = string.Equals(place.AccountId, evidence.Target.AccountId, StringComparison.Ordinal) ? subject.Name : $"{subject.Name} in account {place.AccountId}",
    };

    private static Judgement Judge(BackupTarget place, SurveyedDatabase database, Subject subject, AccountEvidence evidence, ControlSettings settings)
    {
        if (place.Objective is not { } objective)
        {
            return Judgement.Insufficient(subject, $"The rule {place.RuleName} copies to {place.Region}, and its schedule is not known here or runs no more than once: nobody can say how old a copy may be.", Remedies.Note("Give the rule a schedule that is known here, such as cron(0 5 ? * * *)."));
        }

        if (database.UnreadOf(place.Region, place.AccountId) is { } unread)
        {
            return Judgement.Error(subject, unread);
        }

        var found = database.Info.Regions.First(region => region.IsCopy && string.Equals(region.Region, place.Region, StringComparison.Ordinal) && string.Equals(region.AccountId, place.AccountId, StringComparison.Ordinal));
        var most = objective.Interval + (settings.NumberOrNone(Tolerance) is { } hours ? TimeSpan.FromHours(hours) : objective.CopyAllowance);
        var failure = found.LastFailureMessage is { } message ? $" The last copy job failed: {message}" : string.Empty;
        var remedy = Remedies.Lines(failure.Length == 0 ? null : Remedies.Note("Mend first what AWS says of the last copy job; then copy the newest backup."), Remedies.Copy(evidence, subject.Arn, found));
        return found.Age is { } age
            ? Judgement.Of(age <= most, subject, $"The newest copy in {place.Region} is {AgeWords.Of(age)} old, and {AgeWords.Of(most)} is the most: {AgeWords.Of(objective.Interval)} are the objective.{(age <= most ? string.Empty : failure)}", remedy)
            // Whether one is due, each place tells for itself.
            : failure.Length == 0 && database.Planned.Since + most > evidence.Now ? Judgement.Insufficient(subject, $"There is no copy in {place.Region} yet, and none is due.")
            : Judgement.Bad(subject, $"There is no completed copy in {place.Region}.{failure}", remedy);
    }
}
