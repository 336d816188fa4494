using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Templates;

/// <summary>What was asked for cannot be told in a template of that kind.</summary>
/// <param name="faults">What, and why.</param>
public sealed class TemplateException(IReadOnlyList<ParameterFault> faults) : Exception(string.Join(" ", faults.Select(static fault => fault.Message)))
{
    /// <summary>What, and why.</summary>
    public IReadOnlyList<ParameterFault> Faults { get; } = faults;
}
