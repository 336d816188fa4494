using System.Collections;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the forms of Audit Manager's reports.</summary>
public sealed class ReportFormatCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => [new Choice("CSV"), new Choice("JSON")];
}
