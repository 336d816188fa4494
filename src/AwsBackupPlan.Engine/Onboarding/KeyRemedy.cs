using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>What to do about keys that cannot serve, where Initialize-XacntBackupAccount is at hand.</summary>
internal static class KeyRemedy
{
    /// <summary>The shortest way first, as a command; what could be done by hand instead is a comment.</summary>
    /// <param name="blocker">What stands in the way.</param>
    /// <param name="initialize">Initialize-XacntBackupAccount for an alias, or for that of the set where it is <see langword="null"/>.</param>
    public static string Of(Blocker blocker, Func<string?, string> initialize) => blocker.ErrorId switch
    {
        "KeyNotFound" => Remedies.Lines(Remedies.Note(SetupCommand.Needs), initialize(null), ByHand(blocker)),
        "KeyNotReplica" => Remedies.Lines(
            Remedies.Note($"The shortest way is another alias, whose keys are made. Give New-XacntBackupPlan -KeyAlias {Another(blocker)} as well. {SetupCommand.Needs}"), initialize(Another(blocker)), ByHand(blocker)),
        _ => Remedies.IsScript(blocker.Change.Remedy!) ? blocker.Change.Remedy! : Remedies.Note(blocker.Change.Remedy!),
    };

    private static string ByHand(Blocker blocker) => Remedies.Lines([Remedies.Note("Or by hand:"), .. blocker.Change.Remedy!.Split('\n').Select(static line => line.StartsWith("# ", StringComparison.Ordinal) ? line : Remedies.Note(line))]);

    // It ends as the policy of setup wants it.
    private static string Another(Blocker blocker)
    {
        const string End = "-key";
        var alias = blocker.Change.Name.Substring("alias/".Length);
        return $"{(alias.EndsWith(End, StringComparison.Ordinal) ? alias.Remove(alias.Length - End.Length) : alias)}-backup{End}";
    }
}
