using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>What makes two pieces of work the same one.</summary>
internal readonly record struct WorkIdentity(string AccountId, string AbsName, string Region)
{
    /// <summary>The identity of a piece of work.</summary>
    public static WorkIdentity Of(AccountTarget target) => new(target.AccountId, target.AbsName, target.Region);

    /// <summary>In what two pieces of work of one identity differ, each in words such as <c>RoleName 'A' and 'B'</c>; an external id is not shown. Empty when in nothing.</summary>
    public static IReadOnlyList<string> Differences(AccountTarget first, AccountTarget second)
    {
        var differences = new List<string>();
        Compare("CopyRegion", CopyRegions(first), CopyRegions(second));
        Compare("RoleName", $"'{first.RoleName}'", $"'{second.RoleName}'");
        if (!string.Equals(first.ExternalId, second.ExternalId, StringComparison.Ordinal))
        {
            // Whoever shares a screen or a log does not want to share what a trust policy asks for.
            differences.Add("ExternalId");
        }

        return differences;

        void Compare(string name, string one, string other)
        {
            if (!string.Equals(one, other, StringComparison.Ordinal))
            {
                differences.Add($"{name} {one} and {other}");
            }
        }
    }

    // What the plan is to tell can be other than what is named, and more.
    private static string CopyRegions(AccountTarget target) => target.CopyRegionsAreDefault ? "not named"
        : target.CopyRegions.Count == 0 ? "'none'"
        : $"'{string.Join(", ", target.CopyRegions.OrderBy(region => region, StringComparer.Ordinal))}'";
}
