using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>What AWS makes of the document that was sent: defaults, empty lists, rule ids.</summary>
internal static class PlanDocument
{
    public const long DefaultStartWindowMinutes = 480;
    public const long DefaultCompletionWindowMinutes = 10080;

    /// <summary>Fills in what the document leaves open.</summary>
    public static void Normalize(JsonObject document)
    {
        Default(document, "AdvancedBackupSettings", static () => new JsonArray());
        foreach (var rule in document.Structures("Rules"))
        {
            Default(rule, "ScheduleExpression", static () => "cron(0 5 ? * * *)");
            Default(rule, "ScheduleExpressionTimezone", static () => "Etc/UTC");
            Default(rule, "StartWindowMinutes", static () => DefaultStartWindowMinutes);
            Default(rule, "CompletionWindowMinutes", static () => DefaultCompletionWindowMinutes);
            Default(rule, "RecoveryPointTags", static () => new JsonObject());
            Default(rule, "CopyActions", static () => new JsonArray());
            Default(rule, "EnableContinuousBackup", static () => false);
        }
    }

    /// <summary>Gives every rule an id; a rule of an earlier version keeps its id by its name.</summary>
    public static void GiveRuleIds(JsonObject document, JsonObject? earlier)
    {
        foreach (var rule in document.Structures("Rules"))
        {
            rule["RuleId"] = IdOf(rule.Text("RuleName"), earlier) ?? BackupState.NewId();
        }
    }

    /// <summary>Whether two documents say the same; ids that AWS gave do not count.</summary>
    public static bool AreSame(JsonObject first, JsonObject second) => JsonNode.DeepEquals(WithoutRuleIds(first), WithoutRuleIds(second));

    private static string? IdOf(string? ruleName, JsonObject? document) => document?
        .Structures("Rules")
        .FirstOrDefault(rule => string.Equals(rule.Text("RuleName"), ruleName, StringComparison.Ordinal))?
        .Text("RuleId");

    private static JsonObject WithoutRuleIds(JsonObject document)
    {
        var copy = (JsonObject)document.DeepClone();
        foreach (var rule in copy.Structures("Rules"))
        {
            rule.Remove("RuleId");
        }

        return copy;
    }

    private static void Default(JsonObject source, string name, Func<JsonNode> value)
    {
        if (!source.ContainsKey(name))
        {
            source[name] = value();
        }
    }
}
