using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>
/// One form for all plans that mean the same: AWS Backup's defaults filled in, what says nothing left out, and lists without a meaningful order as
/// members named by what identifies their items, such as <c>Rules[name]</c>.
/// </summary>
internal static class NormalForm
{
    public const string DefaultSchedule = "cron(0 5 ? * * *)";

    /// <summary>The form of a plan.</summary>
    public static JsonObject Of(PlanDefinition plan)
    {
        var form = new JsonObject { ["BackupPlanName"] = plan.BackupPlanName };
        AddItems(form, "Rules", plan.Rules, rule => rule.RuleName, Of);
        AddItems(form, "AdvancedBackupSettings", plan.AdvancedBackupSettings, setting => setting.ResourceType, Of);
        AddItems(form, "ScanSettings", plan.ScanSettings, setting => setting.MalwareScanner, Of);
        return WithoutNull(form);
    }

    /// <summary>The form of a selection.</summary>
    public static JsonObject Of(SelectionDefinition selection) => WithoutNull(new JsonObject
    {
        ["SelectionName"] = selection.SelectionName,
        ["IamRoleArn"] = selection.IamRoleArn,
        ["Resources"] = Set(selection.Resources),
        ["NotResources"] = Set(selection.NotResources),
        ["Conditions"] = Of(selection.Conditions),
        ["ListOfTags"] = Of(selection.ListOfTags),
    });

    /// <summary>The form of tags.</summary>
    public static JsonObject OfTags(IEnumerable<KeyValuePair<string, string>> tags) => WithoutNull(new JsonObject { ["Tags"] = Of(tags) });

    private static JsonObject Of(RuleDefinition rule)
    {
        var form = new JsonObject
        {
            ["TargetBackupVaultName"] = rule.TargetBackupVaultName,
            ["TargetLogicallyAirGappedBackupVaultArn"] = rule.TargetLogicallyAirGappedBackupVaultArn,
            ["ScheduleExpression"] = Schedule(rule.ScheduleExpression),
            ["ScheduleExpressionTimezone"] = TimeZoneName.Normalize(rule.ScheduleExpressionTimezone),
            ["StartWindowMinutes"] = rule.StartWindowMinutes ?? PlanRules.DefaultStartWindowMinutes,
            ["CompletionWindowMinutes"] = rule.CompletionWindowMinutes ?? PlanRules.DefaultCompletionWindowMinutes,
            ["Lifecycle"] = Of(rule.Lifecycle),
            ["RecoveryPointTags"] = Of(rule.RecoveryPointTags),
            ["EnableContinuousBackup"] = rule.EnableContinuousBackup ?? false,
            ["IndexActions"] = Set(rule.IndexActions.SelectMany(action => action.ResourceTypes)),
        };
        AddItems(form, "CopyActions", rule.CopyActions, copy => copy.DestinationBackupVaultArn, copy => WithoutNull(new JsonObject { ["Lifecycle"] = Of(copy.Lifecycle) }));
        AddItems(form, "ScanActions", rule.ScanActions, action => action.MalwareScanner, action => new JsonObject { ["ScanMode"] = action.ScanMode });
        return WithoutNull(form);
    }

    // Without DeleteAfterEvent, which AWS Backup reports and does not take.
    private static JsonObject Of(LifecycleDefinition? lifecycle) => WithoutNull(new JsonObject
    {
        ["MoveToColdStorageAfterDays"] = Days(lifecycle?.MoveToColdStorageAfterDays),
        ["DeleteAfterDays"] = Days(lifecycle?.DeleteAfterDays),
        ["OptInToArchiveForSupportedResources"] = lifecycle?.OptInToArchiveForSupportedResources == true ? true : null,
    });

    // Options that say what AWS Backup does anyway.
    private static JsonObject Of(AdvancedBackupSettingDefinition setting)
        => Of(setting.BackupOptions.Where(option => option is not ({ Key: "WindowsVSS", Value: "disabled" } or { Key: "BackupACLs" or "BackupObjectTags", Value: "enabled" })));

    private static JsonObject Of(ScanSettingDefinition setting) => WithoutNull(new JsonObject
    {
        ["ResourceTypes"] = Set(setting.ResourceTypes),
        ["ScannerRoleArn"] = setting.ScannerRoleArn,
    });

    // Keys stand with and without their prefix in what AWS Backup answers.
    private static JsonObject Of(IEnumerable<SelectionConditionInfo> conditions)
    {
        var form = new JsonObject();
        foreach (IGrouping<string, SelectionConditionInfo> same in conditions.GroupBy(Name, StringComparer.Ordinal))
        {
            form[same.Key] = Set(same.Select(condition => condition.Value));
        }

        return form;
    }

    private static string Name(SelectionConditionInfo condition)
    {
        bool prefixed = condition.Key.StartsWith(SelectionFiller.TagPrefix, StringComparison.Ordinal);
        return $"{condition.Operator}[{(prefixed ? condition.Key : SelectionFiller.TagPrefix + condition.Key)}]";
    }

    private static JsonObject Of(IEnumerable<KeyValuePair<string, string>> map)
    {
        var form = new JsonObject();
        foreach (KeyValuePair<string, string> entry in map)
        {
            form[entry.Key] = entry.Value;
        }

        return form;
    }

    private static void AddItems<T>(JsonObject form, string list, IEnumerable<T> items, Func<T, string?> key, Func<T, JsonObject> item)
    {
        foreach (T each in items)
        {
            // Nothing of the module's has two items of one key; what somebody else made must still be told apart.
            string name = $"{list}[{key(each)}]";
            for (int again = 2; form.ContainsKey(name); again++)
            {
                name = $"{list}[{key(each)}]#{again}";
            }

            form[name] = item(each);
        }
    }

    private static string Schedule(string? schedule)
        => Regex.Replace(schedule ?? DefaultSchedule, @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(1)).Trim();

    private static JsonNode? Days(long? days) => days is null or -1 ? null : days;

    private static JsonArray? Set(IEnumerable<string> values)
    {
        JsonNode?[] items = [.. values.Distinct(StringComparer.Ordinal).OrderBy(value => value, StringComparer.Ordinal).Select(value => JsonValue.Create(value))];
        return items.Length == 0 ? null : new JsonArray(items);
    }

    /// <summary>Leaves out members without a value. Objects stay, so that two forms differ in values and not in what holds them.</summary>
    private static JsonObject WithoutNull(JsonObject form)
    {
        foreach (string name in form.Where(member => member.Value is null).Select(member => member.Key).ToList())
        {
            form.Remove(name);
        }

        return form;
    }
}
