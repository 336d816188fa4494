using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Organizations;

/// <summary>The organization, and its lists: accounts, units, roots, and the tags of each.</summary>
internal static class AccountListing
{
    private const string ParentPattern = "r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}";
    private const string TaggablePattern = ParentPattern + @"|\d{12}|p-[0-9a-zA-Z_]{8,128}|rp-[0-9a-zA-Z_]{4,128}|rt-[0-9a-zA-Z_]{8,32}";

    /// <summary>DescribeOrganization; every member may ask.</summary>
    public static JsonObject DescribeOrganization(OrganizationsCall call) => new()
    {
        ["Organization"] = new JsonObject
        {
            ["Id"] = Organization.Id,
            ["Arn"] = Arn(call, $"organization/{Organization.Id}"),
            ["FeatureSet"] = "ALL",
            ["MasterAccountArn"] = Arn(call, $"account/{Organization.Id}/{call.World.Options.ManagementAccount}"),
            ["MasterAccountId"] = call.World.Options.ManagementAccount,
            ["MasterAccountEmail"] = $"aws-{call.World.Options.ManagementAccount}@example.com",
            ["AvailablePolicyTypes"] = new JsonArray(),
        },
    };

    /// <summary>ListAccounts.</summary>
    public static JsonObject ListAccounts(OrganizationsCall call) => Accounts(call, call.Organization.Accounts.Values);

    /// <summary>ListAccountsForParent.</summary>
    public static JsonObject ListAccountsForParent(OrganizationsCall call)
    {
        var parent = Parent(call);
        return Accounts(call, call.Organization.Accounts.Values.Where(account => account.Parent == parent));
    }

    /// <summary>ListOrganizationalUnitsForParent.</summary>
    public static JsonObject ListOrganizationalUnitsForParent(OrganizationsCall call)
    {
        var parent = Parent(call);
        return call.Page(
            "OrganizationalUnits", call.Organization.Units.Values.Where(unit => unit.Parent == parent), static unit => unit.Id, unit => new JsonObject
            {
                ["Id"] = unit.Id,
                ["Arn"] = Arn(call, $"ou/{Organization.Id}/{unit.Id}"),
                ["Name"] = unit.Name,
                ["Path"] = $"{Organization.Id}/{unit.Path}",
            });
    }

    /// <summary>ListRoots.</summary>
    public static JsonObject ListRoots(OrganizationsCall call) => call.Page(
        "Roots", [call.Organization.Root], static root => root.Id, root => new JsonObject
        {
            ["Id"] = root.Id,
            ["Arn"] = Arn(call, $"root/{Organization.Id}/{root.Id}"),
            ["Name"] = root.Name,
            ["PolicyTypes"] = new JsonArray(),
        });

    /// <summary>ListTagsForResource.</summary>
    public static JsonObject ListTagsForResource(OrganizationsCall call)
    {
        var id = call.RequiredId("ResourceId", TaggablePattern);
        IEnumerable<KeyValuePair<string, string>> tags = call.Organization.Accounts.GetValueOrDefault(id)?.Tags as IEnumerable<KeyValuePair<string, string>>
            ?? call.Organization.Units.GetValueOrDefault(id)?.Tags.OrderBy(static tag => tag.Key, StringComparer.Ordinal)
            ?? throw OrganizationsErrors.TargetNotFound();
        return call.Page("Tags", tags, static tag => tag.Key, static tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value }, isSized: false);
    }

    private static OrganizationalUnit Parent(OrganizationsCall call) =>
        call.Organization.Units.GetValueOrDefault(call.RequiredId("ParentId", ParentPattern)) ?? throw OrganizationsErrors.ParentNotFound();

    private static JsonObject Accounts(OrganizationsCall call, IEnumerable<MemberAccount> accounts) =>
        call.Page("Accounts", accounts, static account => account.Id, account => Write(call, account));

    private static JsonObject Write(OrganizationsCall call, MemberAccount account)
    {
        var isManagement = string.Equals(account.Id, call.World.Options.ManagementAccount, StringComparison.Ordinal);
        var answer = new JsonObject
        {
            ["Id"] = account.Id,
            ["Arn"] = Arn(call, $"account/{Organization.Id}/{account.Id}"),
            ["Email"] = $"aws-{account.Id}@example.com",
            ["Name"] = account.Name,
            ["State"] = account.State,
            ["Paths"] = new JsonArray($"{Organization.Id}/{account.Parent.Path}{account.Id}/"),
            ["JoinedMethod"] = isManagement ? "INVITED" : "CREATED",
            ["JoinedTimestamp"] = Timestamps.EpochSeconds(account.JoinedAt),
        };
        if (OlderStatus(account.State) is { } status)
        {
            answer["Status"] = status;
        }

        return answer;
    }

    /// <summary>The older member has a word for three of the states.</summary>
    private static string? OlderStatus(string state) => state is "ACTIVE" or "SUSPENDED" or "PENDING_CLOSURE" ? state : null;

    private static string Arn(OrganizationsCall call, string resource) =>
        $"arn:{call.Request.Partition}:organizations::{call.World.Options.ManagementAccount}:{resource}";
}
