using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The plan document is there, can be read, and is valid.</summary>
internal sealed class PlanDocumentReady : Prerequisite
{
    /// <inheritdoc/>
    public override string Name => "PlanDocument";

    /// <summary>Whether the document was looked for and is missing or faulty. What hangs on it is not checked then.</summary>
    public static bool IsFaulty(TestEvidence evidence) => evidence.Desired.Failure?.ErrorId is "PlanParameterNotFound" or "PlanDocumentInvalid" or "PlanParameterNotReadable";

    /// <summary>Why what hangs on the document is not checked; <see langword="null"/> where it was read and is valid.</summary>
    public static string? See(TestEvidence evidence) => evidence.Desired.Failure is null ? null
        : IsFaulty(evidence) ? "There is no valid plan document: see PlanDocument."
        : "The plan document could not be read: see PlanDocument.";

    /// <summary>The check that tells why the changes are not known; <see langword="null"/> where none does.</summary>
    public static string? SeeOfChanges(TestEvidence evidence) => See(evidence) ?? (evidence.Regions.Any(static region => region.Key.Failure is not null) ? KeyReady.See : null);

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        yield return evidence.Desired switch
        {
            { Failure: { ErrorId: "PlanParameterNotFound" } missing } => Failed(evidence, region, missing.Message, missing.Remedy),
            { Failure: { ErrorId: "PlanDocumentInvalid" } faulty } => Failed(evidence, region, faulty.Message, Overwritten(evidence, faulty)),
            { Failure: { ErrorId: "PlanParameterNotReadable" } faulty } => Failed(evidence, region, faulty.Message, faulty.Remedy),
            { Failure: { } failure } => NotRead(evidence, region, failure),
            { Value: var desired } => Passed(
                evidence,
                region,
                $"{(evidence.Options.PlanDocument is null ? $"The {(desired.IsSecret ? "SecureString " : string.Empty)}parameter {evidence.Options.PlanParameterName}" : "The plan document that was given")} is valid: {Counted.Of(desired.Plan.Rules.Count, "rule")}."),
        };
    }

    // A version or an ARN is nothing that can be written.
    private static string Overwritten(TestEvidence evidence, AccountFailure failure)
    {
        var name = evidence.Options.PlanParameterName;
        if (evidence.Options.PlanDocument is not null || name.Contains(':') || AccountPatterns.IsReserved(name))
        {
            return failure.Remedy;
        }

        var command = SetupCommand.Of(evidence.Target, evidence.Options, SetupCommand.OverwritePlan);
        return Remedies.Lines(Remedies.Note(SetupCommand.Needs), SetupCommand.WritingPlan(command), Remedies.Note($"Or by hand: {failure.Remedy}"));
    }
}
