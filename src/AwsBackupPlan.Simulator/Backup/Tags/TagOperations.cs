using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Wire;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup.Tags;

/// <summary>Tags of vaults, plans, recovery points, legal holds, frameworks and report plans, by their ARN.</summary>
internal static class TagOperations
{
    private static readonly Shape TagInput = Shape.Structure(("Tags", Shape.TextMap));
    private static readonly Shape UntagInput = Shape.Structure(("TagKeyList", Shape.TextList));

    public static JsonObject? Tag(BackupCall call)
    {
        var body = call.Body(TagInput);
        var (tags, largestCount) = Find(call);
        DemandChangeable(call);
        if (!body.ContainsKey("Tags"))
        {
            throw BackupErrors.MissingParameter("Tags");
        }

        var added = TagRules.Check(body.TextMap("Tags"), int.MaxValue);
        TagRules.CheckCount(tags.Keys.Union(added.Keys, StringComparer.Ordinal).Count(), largestCount);
        foreach (var (key, value) in added)
        {
            tags[key] = value;
        }

        return null;
    }

    public static JsonObject? Untag(BackupCall call)
    {
        var body = call.Body(UntagInput);
        var (tags, _) = Find(call);
        DemandChangeable(call);
        if (!body.ContainsKey("TagKeyList"))
        {
            throw BackupErrors.MissingParameter("TagKeyList");
        }

        foreach (var key in body.Texts("TagKeyList"))
        {
            tags.Remove(key);
        }

        return null;
    }

    public static JsonObject? List(BackupCall call)
    {
        var (tags, _) = Find(call);
        var items = tags.Select(static (tag, index) => new ListedTag(index + 1, tag.Key, tag.Value));
        var page = Page.Of(call, "Tags", after => items.Where(item => item.Sequence > after), static item => new JsonObject
        {
            ["Key"] = item.Key,
            ["Value"] = item.Value,
        });

        // Tags go over the wire as a map and not as a list.
        page["Tags"] = page.Structures("Tags")
            .Select(static tag => KeyValuePair.Create(tag.Text("Key")!, tag.Text("Value")!))
            .ToJson();
        return page;
    }

    private static void DemandChangeable(BackupCall call)
    {
        if (Arns.Parse(call.Label("resourceArn"))?.ResourceAfter("backup-plan") is { } id && call.Region.Plans.Find(id) is { } plan)
        {
            PlanOperations.DemandChangeable(plan);
        }
    }

    private static (SortedDictionary<string, string> Tags, int LargestCount) Find(BackupCall call)
    {
        var text = call.Label("resourceArn");
        var arn = Arns.Parse(text) ?? throw BackupErrors.InvalidParameter($"Invalid resource ARN '{text}'.");
        var region = call.Region;
        if (arn.ResourceAfter("backup-vault") is { } vaultName && region.Vaults.Find(vaultName) is { } vault && Is(vault.Arn))
        {
            return (vault.Tags, TagRules.LargestCount);
        }

        if (arn.ResourceAfter("backup-plan") is { } planId && region.Plans.Find(planId) is { IsDeleted: false } plan && Is(plan.Arn))
        {
            return (plan.Tags, TagRules.LargestCount);
        }

        if (arn.ResourceAfter("legal-hold") is { } holdId && region.LegalHolds.Find(holdId) is { } hold && Is(hold.Arn))
        {
            return (hold.Tags, TagRules.LargestCount);
        }

        if ((region.Frameworks.FirstOrDefault(one => Is(one.Arn))?.Tags ?? region.ReportPlans.FirstOrDefault(one => Is(one.Arn))?.Tags) is { } audited)
        {
            return (audited, TagRules.LargestCount);
        }

        return FindRecoveryPoint(call, arn, text);

        bool Is(string actual) => string.Equals(actual, text, StringComparison.Ordinal);
    }

    private static (SortedDictionary<string, string> Tags, int LargestCount) FindRecoveryPoint(BackupCall call, Arn arn, string text)
    {
        if (arn.Service is not "backup" && call.Behaviour.RefuseTagsOfForeignRecoveryPoints)
        {
            throw BackupErrors.InvalidParameter($"Tags of {text} are managed by its own service and not by AWS Backup.");
        }

        foreach (var vault in call.Region.Vaults)
        {
            if (vault.RecoveryPoints.Find(text) is { } point)
            {
                return (point.Tags, TagRules.LargestCountOnRecoveryPoint);
            }
        }

        throw BackupErrors.NotFound($"Cannot find the resource {text}.");
    }

    private sealed record ListedTag(long Sequence, string Key, string Value) : ISequenced;
}
