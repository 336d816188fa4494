using System.Collections;
using AwsBackupPlan.Engine.Completion;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes the names of credentials profiles, as the files of -ProfileLocation, AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE have them, or those in the usual place.</summary>
public sealed class ProfileNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given)
        => ProfileNames.Read(Given(given, "ProfileLocation") is { Length: > 0 } location ? UserPath.Whole(location) : null).Select(static name => new Choice(name));
}
