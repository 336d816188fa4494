using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>Initialize-XacntBackupAccount for an account, as it can be pasted.</summary>
internal static class SetupCommand
{
    /// <summary>What is to follow, where it is a plan document of the reader's own.</summary>
    public const string OverwritePlan = "-PlanPath plan.json -OverwritePlan";

    /// <summary>What the role of the account lacks for it.</summary>
    public const string Needs = "The role needs for it what docs/permissions.md has under 'For Initialize-XacntBackupAccount': the templates do not give it that.";

    private static readonly SetupOptions Defaults = new();

    /// <summary>For what a deployment needs.</summary>
    public static string Of(AccountTarget target, DeploymentOptions options, string more = "") => Of(target, options.KeyAlias, options.TagKey, options.PlanParameterName, more);

    /// <summary>The same once more, with something else.</summary>
    public static string Of(AccountTarget target, SetupOptions options, string more = "") => Of(target, options.KeyAlias, options.TagKey, options.PlanParameterName, more);

    /// <summary>Writes the plan document that the reader puts into a file first.</summary>
    public static string WritingPlan(string command) => Remedies.Lines(Remedies.Note("With the plan document that is wanted in plan.json:"), command);

    private static string Of(AccountTarget target, string? keyAlias, string tagKey, string parameterName, string more)
    {
        string?[] parameters =
        [
            $"-CopyRegion {(target.CopyRegions.Count == 0 ? "none" : Remedies.Words(target.CopyRegions))}",
            keyAlias is null ? null : $"-KeyAlias {Remedies.Word(keyAlias)}",
            string.Equals(tagKey, Defaults.TagKey, StringComparison.Ordinal) ? null : $"-TagKey {Remedies.Word(tagKey)}",
            string.Equals(parameterName, Defaults.PlanParameterName, StringComparison.Ordinal) ? null : $"-PlanParameterName {Remedies.Word(parameterName)}",
            more.Length == 0 ? null : more,
        ];
        return Remedies.Of("Initialize-XacntBackupAccount", target, target.AbsName, string.Join(" ", parameters.OfType<string>()));
    }
}
