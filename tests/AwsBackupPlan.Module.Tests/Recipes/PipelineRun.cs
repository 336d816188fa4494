namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>A run of a pipeline, come to its end.</summary>
/// <param name="Steps">The steps that had their turn; those that were passed over are not among them.</param>
/// <param name="Summary">The text of its summary page.</param>
/// <param name="Artifact">The folder of what it has published.</param>
internal sealed record PipelineRun(IReadOnlyList<PipelineStepRun> Steps, string Summary, string Artifact)
{
    /// <summary>Whether it passed.</summary>
    public bool Passed => Steps.All(static step => step.ExitCode == 0);

    /// <summary>A step that had its turn.</summary>
    public PipelineStepRun this[string name] => Steps.Single(step => string.Equals(step.Name, name, StringComparison.Ordinal));

    /// <summary>Asserts the exit codes of steps, and shows what was written where they are others.</summary>
    public void Ended(params IReadOnlyList<(string Step, int ExitCode)> expected)
    {
        foreach (var (step, exitCode) in expected)
        {
            Assert.True(this[step].ExitCode == exitCode, $"{step} ended with {this[step].ExitCode}, not {exitCode}.\n{this}");
        }
    }

    /// <summary>A published file.</summary>
    public string Read(string file) => File.ReadAllText(Path.Combine(Artifact, file));

    /// <summary>All that its scripts wrote, for the message of a test that fails.</summary>
    public override string ToString() => string.Join('\n', Steps.Select(static step => $"== {step.Name}: {step.ExitCode}\n{step.Output}\n{step.Error}"));
}
