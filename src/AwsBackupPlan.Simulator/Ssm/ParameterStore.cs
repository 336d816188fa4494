namespace AwsBackupPlan.Simulator.Ssm;

/// <summary>The parameters of an account and Region. Whoever uses it holds its <see cref="Lock"/>.</summary>
internal sealed class ParameterStore
{
    /// <summary>Guards the parameters.</summary>
    public Lock Lock { get; } = new();

    /// <summary>The parameters by name.</summary>
    public SortedDictionary<string, Parameter> Parameters { get; } = new(StringComparer.Ordinal);
}
