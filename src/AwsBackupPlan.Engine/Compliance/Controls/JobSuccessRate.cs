using System.Globalization;
using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance.Controls;

/// <summary>Enough of the jobs of the last days completed.</summary>
internal sealed class JobSuccessRate : Control
{
    /// <summary>The parameter that says how many days are looked back.</summary>
    public const string Days = "days";

    private const string Percent = "minimumPercent";

    /// <inheritdoc/>
    public override string Name => "XACNT_JOB_SUCCESS_RATE";

    /// <inheritdoc/>
    public override string Title => "Enough of the backup jobs and copy jobs of the last days completed.";

    /// <inheritdoc/>
    public override ComplianceSeverity Severity => ComplianceSeverity.Medium;

    /// <inheritdoc/>
    public override EvidenceKinds Needs => EvidenceKinds.Jobs;

    /// <inheritdoc/>
    public override IReadOnlyList<ControlParameter> Parameters { get; } =
    [
        ControlParameter.Number(Days, 1, 30, 7, "How many days are looked back. AWS Backup lists the jobs of 30."),
        ControlParameter.Number(Percent, 1, 100, 95, "How many of a hundred jobs that ended have to be completed."),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Judgement> Judge(AccountEvidence evidence, ControlSettings settings)
    {
        yield return Judge(evidence.Backups, "backup", evidence, settings);
        yield return Judge(evidence.Copies, "copy", evidence, settings);
    }

    private static Judgement Judge(Reading<JobTally> jobs, string kind, AccountEvidence evidence, ControlSettings settings)
    {
        var subject = Subject.Of(evidence.Target) with { Name = $"{kind} jobs" };
        var time = $"in the last {Counted.Of(settings.Number(Days), "day")}";
        return jobs switch
        {
            { Failure: { } failure } => Judgement.Error(subject, failure),
            { Value: { Completed: 0, Failed: 0 } } => Judgement.Insufficient(subject, $"No {kind} job ended {time}."),
            { Value: var tally } => Judgement.Of(
                100L * tally.Completed >= settings.Number(Percent) * (tally.Completed + (long)tally.Failed),
                subject,
                string.Format(CultureInfo.InvariantCulture, "{0} of {1} {2} jobs completed {3}, and {4} % are asked for.{5}", tally.Completed, tally.Completed + tally.Failed, kind, time, settings.Number(Percent), tally.LastMessage is { } last ? $" The last that did not: {last}" : string.Empty),
                Remedies.Lines(Remedies.Note("Shows them, with what to do about each:"), Remedies.Jobs(evidence, $"-JobType {(string.Equals(kind, "copy", StringComparison.Ordinal) ? "Copy" : "Backup")} -State FAILED,EXPIRED,ABORTED,PARTIAL"))),
        };
    }
}
