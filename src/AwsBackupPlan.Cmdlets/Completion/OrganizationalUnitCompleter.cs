using System.Collections;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the ids of organizational units that this process has read.</summary>
public sealed class OrganizationalUnitCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => LastRuns.OrganizationalUnits.All;
}
