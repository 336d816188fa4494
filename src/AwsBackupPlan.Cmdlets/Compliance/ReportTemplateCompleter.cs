using System.Collections;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine.Compliance.Audit;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Completes the names of Audit Manager's report templates.</summary>
public sealed class ReportTemplateCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given) => AuditTemplates.All.Select(static name => new Choice(name));
}
