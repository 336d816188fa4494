using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>What to do about a plan that keeps too short or runs too seldom: what its document says decides. Nothing is ever kept shorter for it.</summary>
internal static class RetentionRemedy
{
    /// <summary>The command, where the plan document asks for enough already; otherwise what to change in it.</summary>
    /// <param name="evidence">The account.</param>
    /// <param name="absName">The backup set; empty where there is none.</param>
    /// <param name="isEnough">Whether a plan is as the control asks for.</param>
    /// <param name="asked">What it asks for, in words that continue "it".</param>
    public static string Of(AccountEvidence evidence, string absName, Func<PlanDefinition, bool> isEnough, string asked)
    {
        if (Remedies.PlanOf(evidence, absName) is not { } plan)
        {
            return Remedies.Note($"Change the plan that is meant, which is none of this module's, so that it {asked}; or have a backup set take its place (New-XacntBackupPlan).");
        }

        var document = $"the plan document (the SSM parameter {evidence.Deployment.PlanParameterName} in {evidence.Target.Region} of account {evidence.Target.AccountId}, or where else it was given from)";
        if (Desired(evidence, absName) is not { } desired || !isEnough(desired))
        {
            return Remedies.Note($"Change {document}, so that it {asked}; then run {Remedies.DeployInWords(evidence, absName)}");
        }

        return Longest(desired) < Longest(plan.Definition)
            ? Remedies.Note($"The plan document is as asked for, and keeps shorter than the plan does now. Where that is meant, run {Remedies.DeployInWords(evidence, absName)}")
            : Remedies.Deploy(evidence, absName);
    }

    /// <summary>Whether every rule of a plan keeps what it makes and copies for some days.</summary>
    public static bool KeepsAll(PlanDefinition plan, long days) => plan.Rules.All(rule => Kept(rule.Lifecycle) >= days && rule.CopyActions.All(copy => Kept(copy.Lifecycle) >= days));

    /// <summary>For how many days something is kept.</summary>
    public static long Kept(LifecycleDefinition? lifecycle) => lifecycle?.DeleteAfterDays is > 0 and var days ? days : long.MaxValue;

    private static PlanDefinition? Desired(AccountEvidence evidence, string absName) => evidence.Sets.Failure is not null ? null
        : evidence.Sets.Value.FirstOrDefault(set => string.Equals(set.AbsName, absName, StringComparison.Ordinal)) is { Desired: { Failure: null } desired } ? desired.Value.Plan : null;

    private static long Longest(PlanDefinition plan) => plan.Rules.SelectMany(static rule => rule.CopyActions.Select(static copy => copy.Lifecycle).Append(rule.Lifecycle)).Select(Kept).DefaultIfEmpty(0).Max();
}
