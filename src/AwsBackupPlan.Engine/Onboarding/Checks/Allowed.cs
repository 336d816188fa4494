namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The role may read what cmdlets of one purpose read.</summary>
internal abstract class Allowed(string name, ProbePurpose purpose, string what) : Prerequisite
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        List<Probe> probes = [.. evidence.Probes.Where(probe => probe.Purpose == purpose)];
        List<AccountFailure> denied = [.. probes.Where(static probe => probe.IsDenied).Select(static probe => probe.Failure!)];
        var unread = probes.Find(static probe => !probe.IsProven && !probe.IsDenied)?.Failure;
        yield return denied.Count > 0 ? Denied(evidence, region, Texts(denied, static failure => failure.Message), $"{what} needs it. {Texts(denied, static failure => failure.Remedy)}")
            : unread is not null ? NotRead(evidence, region, unread)
            : Passed(evidence, region, $"None of these was denied: {string.Join(", ", probes.SelectMany(static probe => probe.Actions).Distinct(StringComparer.Ordinal).OrderBy(static action => action, StringComparer.Ordinal))}.");
    }

    /// <summary>What it is when something is denied.</summary>
    protected abstract AccountCheck Denied(TestEvidence evidence, string region, string found, string remedy);

    // Of many Regions and lists the same is denied: each once.
    private static string Texts(List<AccountFailure> failures, Func<AccountFailure, string> text) => string.Join(" ", failures.Select(text).Distinct(StringComparer.Ordinal));
}
