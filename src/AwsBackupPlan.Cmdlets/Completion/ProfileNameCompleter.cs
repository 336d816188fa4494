using System.Collections;
using AwsBackupPlan.Engine.Completion;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the names of credentials profiles, as the files of -ProfileLocation, AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE have them, or those in the usual place.</summary>
public sealed class ProfileNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given)
    {
        var location = Given(given, "ProfileLocation") is { Length: > 0 } typed ? UserPath.Whole(typed) ?? string.Empty : null;
        return ProfileNames.Read(location).Select(static name => new Choice(name));
    }
}
