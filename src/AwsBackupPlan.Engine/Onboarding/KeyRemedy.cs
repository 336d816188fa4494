using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>What to do about keys that cannot serve, where Initialize-XacntBackupAccount is at hand.</summary>
internal static class KeyRemedy
{
    /// <summary>The id of the failure that there is no key.</summary>
    public const string Missing = "KeyNotFound";

    /// <summary>Whether there is no key.</summary>
    public static bool IsMissing(Blocker blocker) => string.Equals(blocker.ErrorId, Missing, StringComparison.Ordinal);

    /// <summary>The shortest way first, as a command; what could be done by hand instead is a comment.</summary>
    /// <param name="blocker">What stands in the way.</param>
    /// <param name="initialize">Initialize-XacntBackupAccount for an alias, or for that of the set where it is <see langword="null"/>.</param>
    public static string Of(Blocker blocker, Func<string?, string> initialize) => blocker.ErrorId switch
    {
        Missing => Remedies.Lines(Remedies.Note(SetupCommand.Needs), initialize(null), ByHand(blocker)),
        "KeyNotReplica" => Remedies.Lines(
            Remedies.Note($"The shortest way is another alias, whose keys are made. Give New-XacntBackupPlan -KeyAlias {Another(blocker)} as well. {SetupCommand.Needs}"), initialize(Another(blocker)), ByHand(blocker)),
        _ => Remedies.Script(blocker.Change.Remedy!),
    };

    /// <summary>For a deployment: Initialize-XacntBackupAccount makes what is missing. What is there and cannot serve is left to whoever made it.</summary>
    public static Blocker WhereMissing(Blocker blocker, AccountTarget target, DeploymentOptions options) => IsMissing(blocker)
        ? blocker with { Change = blocker.Change with { Remedy = Of(blocker, _ => SetupCommand.Of(target, options)) } }
        : blocker;

    private static string ByHand(Blocker blocker) => Remedies.Lines([Remedies.Note("Or by hand:"), .. blocker.Change.Remedy!.Split('\n').Select(static line => line.StartsWith("# ", StringComparison.Ordinal) ? line : Remedies.Note(line))]);

    // It ends as the policy of setup wants it.
    private static string Another(Blocker blocker)
    {
        const string End = "-key";
        var alias = blocker.Change.Name.Substring("alias/".Length);
        return $"{(alias.EndsWith(End, StringComparison.Ordinal) ? alias.Remove(alias.Length - End.Length) : alias)}-backup{End}";
    }
}
