using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AwsBackupPlan.Cmdlets.Plans;

/// <summary>Completes AWS Backup's names of resource types.</summary>
public sealed class ResourceTypeCompleter : IArgumentCompleter
{
    /// <summary>Those that a selection can name; the engine's list is asked for nothing here, so that completion loads no engine.</summary>
    private static readonly string[] ResourceTypes =
        ["Aurora", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "FSx", "Neptune", "RDS", "Redshift", "S3"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => ResourceTypes
            .Where(type => type.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(type => new CompletionResult(type));
}
