using System.Collections;
using AwsBackupPlan.Engine.Completion;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the names of credentials profiles, as the file of -ProfileLocation and the config beside it have them, or those of AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE, or those in the usual place.</summary>
public sealed class ProfileNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given)
    {
        var typed = Given(given, "ProfileLocation") is { Length: > 0 } text ? text : null;
        var location = typed is null ? null : UserPath.Whole(typed);
        return typed is null || location is not null ? ProfileNames.Read(location).Select(static name => new Choice(name)) : [];
    }
}
