using System.Globalization;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>Finds the rules whose jobs a lock makes fail: the retention of what they put into the vault lies outside its limits.</summary>
internal static class RetentionCheck
{
    /// <summary>What the rules of a plan put into a vault and its lock refuses, each in a few words.</summary>
    /// <param name="plan">The plan, filled in.</param>
    /// <param name="planRegion">The plan's Region.</param>
    /// <param name="vaultArn">The vault.</param>
    /// <param name="state">Its lock.</param>
    public static IReadOnlyList<string> Refused(PlanDefinition plan, string planRegion, string vaultArn, VaultLockState state) =>
        [.. Put(plan, planRegion, vaultArn).Where(put => !state.Takes(put.Days)).Select(static put => $"{put.What}, kept {InWords(put.Days)}")];

    /// <summary>What the rules of a plan put into a vault and keep for ever, each in a few words.</summary>
    /// <param name="plan">The plan, filled in.</param>
    /// <param name="planRegion">The plan's Region.</param>
    /// <param name="vaultArn">The vault.</param>
    public static IReadOnlyList<string> KeptForEver(PlanDefinition plan, string planRegion, string vaultArn) =>
        [.. Put(plan, planRegion, vaultArn).Where(static put => put.Days is null).Select(static put => put.What)];

    private static IEnumerable<(string What, long? Days)> Put(PlanDefinition plan, string planRegion, string vaultArn)
    {
        var arn = vaultArn.Split(':');
        var isPrimary = string.Equals(arn[3], planRegion, StringComparison.Ordinal);
        foreach (var rule in plan.Rules)
        {
            var own = Days(rule.Lifecycle);
            if (isPrimary && string.Equals(rule.TargetBackupVaultName, arn[6], StringComparison.Ordinal))
            {
                yield return ($"the backups of rule {rule.RuleName}", own);
            }

            // A copy without a lifecycle, or for ever, keeps what its source has.
            foreach (var copy in rule.CopyActions.Where(copy => string.Equals(copy.DestinationBackupVaultArn, vaultArn, StringComparison.Ordinal)))
            {
                yield return ($"the copies of rule {rule.RuleName}", Days(copy.Lifecycle) ?? own);
            }
        }
    }

    private static long? Days(LifecycleDefinition? lifecycle) => lifecycle?.DeleteAfterDays is { } days and > 0 ? days : null;

    private static string InWords(long? days) => days switch
    {
        null => "for ever",
        1 => "1 day",
        { } some => $"{some.ToString(CultureInfo.InvariantCulture)} days",
    };
}
