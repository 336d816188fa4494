namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>A call that changes nothing, and what came of it.</summary>
/// <param name="Purpose">What the action has to be allowed for.</param>
/// <param name="Actions">The actions that went well, or the first of those that did not.</param>
/// <param name="Region">Where.</param>
/// <param name="Failure">Why it could not be made; <see langword="null"/> when it could.</param>
internal sealed record Probe(ProbePurpose Purpose, IReadOnlyList<string> Actions, string Region, AccountFailure? Failure)
{
    /// <summary>AWS let it through, whatever it found.</summary>
    public bool IsProven => Failure is null or { Category: FailureCategory.ObjectNotFound or FailureCategory.InvalidArgument };

    /// <summary>AWS denied it.</summary>
    public bool IsDenied => Failure?.Category == FailureCategory.PermissionDenied;
}
