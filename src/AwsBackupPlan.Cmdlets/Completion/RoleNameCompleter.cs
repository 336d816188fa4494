using System.Collections;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the names of the roles that this process has assumed, and the usual one.</summary>
public sealed class RoleNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => [.. LastRuns.RoleNames.All, new Choice("Xacnt_Backup_Role")];
}
