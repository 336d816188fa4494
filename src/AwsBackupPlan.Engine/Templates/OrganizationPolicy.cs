using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Templates;

/// <summary>A plan and its selection as a backup policy of AWS Organizations, which AWS Backup itself rolls out to the accounts that it is attached to.</summary>
internal static class OrganizationPolicy
{
    /// <summary>What stands in such a policy for the account in which it is in force.</summary>
    private const string Account = "$account";

    /// <summary>The most that AWS Organizations takes, in characters.</summary>
    private const int LongestPolicy = 10_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes it.</summary>
    /// <exception cref="TemplateException">A policy cannot say what the plan says.</exception>
    public static string Make(TemplateOptions options)
    {
        var desired = Desired(options);
        var faults = Faults(desired.Plan).ToList();
        if (faults.Count > 0)
        {
            throw new TemplateException(faults);
        }

        var policy = new JsonObject { ["plans"] = new JsonObject { [desired.Names.Plan] = Plan(desired, options) } };
        var text = policy.ToJsonString(Indented).Replace("\r\n", "\n");
        // Blanks count where the policy does not come through the console.
        text = text.Length <= LongestPolicy ? text + "\n" : policy.ToJsonString(Compact);
        return text.Length <= LongestPolicy ? text : throw new TemplateException([new("PlanDocument", $"As a policy of AWS Organizations it has {text.Length.ToString(CultureInfo.InvariantCulture)} characters; {LongestPolicy.ToString(CultureInfo.InvariantCulture)} are possible. Split the rules over several policies.")]);
    }

    private static DesiredState Desired(TemplateOptions options)
    {
        var target = new AccountTarget(Account, options.AbsName, options.Region, options.CopyRegions, options.RoleName);
        var deployment = new DeploymentOptions { TagKey = options.TagKey, BackupRoleName = options.BackupRoleName, KeyAlias = options.KeyAlias };
        try
        {
            return DesiredState.Create(PlanDocument.Parse(options.PlanDocument ?? DefaultPlanDocument.Of(options.TagKey)), target, deployment, Partitions.Find(options.Region) ?? "aws");
        }
        catch (PlanDocumentException exception)
        {
            throw new TemplateException([.. exception.Faults.Select(static fault => new ParameterFault("PlanDocument", fault.ToString()))]);
        }
    }

    private static IEnumerable<ParameterFault> Faults(PlanDefinition plan)
    {
        if (plan.ScanSettings.Count > 0 || plan.Rules.Any(static rule => rule.ScanActions.Count > 0))
        {
            yield return Fault("It has ScanSettings or ScanActions.");
        }

        if (plan.AdvancedBackupSettings.Any(static setting => setting.ResourceType is not "EC2" || setting.BackupOptions.Keys.Any(static key => key is not "WindowsVSS")))
        {
            yield return Fault("It has an advanced backup setting other than WindowsVSS of EC2.");
        }

        if (plan.Rules.Any(static rule => rule.Lifecycle?.DeleteAfterEvent is not null || rule.CopyActions.Any(static copy => copy.Lifecycle?.DeleteAfterEvent is not null)))
        {
            yield return Fault("It has a DeleteAfterEvent.");
        }

        foreach (var rule in plan.Rules.GroupBy(static rule => rule.RuleName, StringComparer.Ordinal).Where(static rules => rules.Skip(1).Any()))
        {
            yield return Fault($"It has {rule.Count()} rules of the name '{rule.Key}', and rules are told by their names there.");
        }
    }

    private static ParameterFault Fault(string what) => new("PlanDocument", $"{what} A backup policy of AWS Organizations cannot say that. Leave it out, or deploy the plan with New-XacntBackupPlan.");

    private static JsonObject Plan(DesiredState desired, TemplateOptions options)
    {
        var plan = new JsonObject
        {
            ["regions"] = Assign([options.Region]),
            ["rules"] = Each(desired.Plan.Rules, static rule => rule.RuleName!, Rule),
            ["selections"] = new JsonObject { ["resources"] = new JsonObject { [desired.Selection.SelectionName] = Selection(desired.Selection) } },
            ["backup_plan_tags"] = Tags(desired.PlanTags),
        };
        if (desired.Plan.AdvancedBackupSettings.Count > 0)
        {
            plan["advanced_backup_settings"] = new JsonObject { ["ec2"] = new JsonObject { ["windows_vss"] = Assign(desired.Plan.AdvancedBackupSettings[0].BackupOptions["WindowsVSS"]) } };
        }

        return plan;
    }

    private static JsonObject Rule(RuleDefinition rule)
    {
        var written = new JsonObject
        {
            ["target_backup_vault_name"] = Assign(rule.TargetBackupVaultName!),
            ["schedule_expression"] = Assign(rule.ScheduleExpression ?? NormalForm.DefaultSchedule),
        };
        Add(written, "schedule_expression_timezone", rule.ScheduleExpressionTimezone);
        Add(written, "start_backup_window_minutes", rule.StartWindowMinutes);
        Add(written, "complete_backup_window_minutes", rule.CompletionWindowMinutes);
        Add(written, "enable_continuous_backup", rule.EnableContinuousBackup);
        Add(written, "target_logically_air_gapped_backup_vault_arn", rule.TargetLogicallyAirGappedBackupVaultArn);
        AddLifecycle(written, rule.Lifecycle);
        if (rule.RecoveryPointTags.Count > 0)
        {
            written["recovery_point_tags"] = Tags(rule.RecoveryPointTags);
        }

        if (rule.IndexActions.Count > 0)
        {
            written["index_actions"] = new JsonObject { ["resource_types"] = Assign([.. rule.IndexActions.SelectMany(static action => action.ResourceTypes)]) };
        }

        if (rule.CopyActions.Count > 0)
        {
            written["copy_actions"] = Each(rule.CopyActions, static copy => copy.DestinationBackupVaultArn!, CopyAction);
        }

        return written;
    }

    private static JsonObject CopyAction(CopyActionDefinition copy)
    {
        var written = new JsonObject { ["target_backup_vault_arn"] = Assign(copy.DestinationBackupVaultArn!) };
        AddLifecycle(written, copy.Lifecycle);
        return written;
    }

    private static void AddLifecycle(JsonObject written, LifecycleDefinition? lifecycle)
    {
        var days = new JsonObject();
        // What is absent is kept for ever; a policy knows no -1.
        Add(days, "move_to_cold_storage_after_days", lifecycle?.MoveToColdStorageAfterDays is > 0 and var cold ? cold : null);
        Add(days, "delete_after_days", lifecycle?.DeleteAfterDays is > 0 and var deleted ? deleted : null);
        Add(days, "opt_in_to_archive_for_supported_resources", lifecycle?.OptInToArchiveForSupportedResources);
        if (days.Count > 0)
        {
            written["lifecycle"] = days;
        }
    }

    private static JsonObject Selection(SelectionDefinition selection) => new()
    {
        ["iam_role_arn"] = Assign(selection.IamRoleArn),
        ["resource_types"] = Assign(selection.Resources),
        ["conditions"] = new JsonObject
        {
            ["string_equals"] = new JsonObject([.. selection.Conditions.Select(static (condition, number) => new KeyValuePair<string, JsonNode?>(
                $"condition{(number + 1).ToString(CultureInfo.InvariantCulture)}",
                new JsonObject { ["condition_key"] = Assign(condition.Key), ["condition_value"] = Assign(condition.Value) }))]),
        },
    };

    private static JsonObject Tags(IReadOnlyDictionary<string, string> tags) =>
        Each(tags, static tag => tag.Key, static tag => new JsonObject { ["tag_key"] = Assign(tag.Key), ["tag_value"] = Assign(tag.Value) });

    private static JsonObject Each<T>(IEnumerable<T> items, Func<T, string> name, Func<T, JsonObject> write) =>
        new([.. items.Select(item => new KeyValuePair<string, JsonNode?>(name(item), write(item)))]);

    private static void Add(JsonObject written, string name, string? value)
    {
        if (value is not null)
        {
            written[name] = Assign(value);
        }
    }

    // A policy writes numbers and truths as texts.
    private static void Add(JsonObject written, string name, long? value) => Add(written, name, value?.ToString(CultureInfo.InvariantCulture));

    private static void Add(JsonObject written, string name, bool? value) => Add(written, name, value is null ? null : value == true ? "true" : "false");

    private static JsonObject Assign(string value) => new() { ["@@assign"] = value };

    private static JsonObject Assign(IReadOnlyList<string> values) => new() { ["@@assign"] = new JsonArray([.. values.Select(static value => (JsonNode?)JsonValue.Create(value))]) };
}
