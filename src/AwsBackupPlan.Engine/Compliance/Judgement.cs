namespace AwsBackupPlan.Engine.Compliance;

/// <summary>What a control says of a resource.</summary>
/// <param name="Status">One of <see cref="ComplianceStatus"/>.</param>
/// <param name="Subject">The resource.</param>
/// <param name="Evidence">What was found.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Judgement(string Status, Subject Subject, string Evidence, string? Remedy = null)
{
    /// <summary>It is as the control asks for.</summary>
    public static Judgement Good(Subject subject, string evidence) => new(ComplianceStatus.Compliant, subject, evidence);

    /// <summary>It is not.</summary>
    public static Judgement Bad(Subject subject, string evidence, string remedy) => new(ComplianceStatus.NonCompliant, subject, evidence, remedy);

    /// <summary>It is, or it is not.</summary>
    public static Judgement Of(bool isGood, Subject subject, string evidence, string remedy) => isGood ? Good(subject, evidence) : Bad(subject, evidence, remedy);

    /// <summary>The control does not concern it.</summary>
    public static Judgement NotApplicable(Subject subject, string evidence) => new(ComplianceStatus.NotApplicable, subject, evidence);

    /// <summary>Nothing can be said yet.</summary>
    public static Judgement Insufficient(Subject subject, string evidence, string? remedy = null) => new(ComplianceStatus.InsufficientData, subject, evidence, remedy);

    /// <summary>It could not be read.</summary>
    public static Judgement Error(Subject subject, AccountFailure failure) => new(ComplianceStatus.Error, subject, failure.Message, Remedies.Script(failure.Remedy));
}
