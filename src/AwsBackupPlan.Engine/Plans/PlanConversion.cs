using Amazon.Backup;
using Amazon.Backup.Model;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>Plans and selections as AWS Backup's client has them, and as the engine does.</summary>
public static class PlanConversion
{
    /// <summary>The plan as it is sent.</summary>
    public static BackupPlanInput ToInput(this PlanDefinition plan) => new()
    {
        BackupPlanName = plan.BackupPlanName,
        Rules = [.. plan.Rules.Select(ToInput)],
        AdvancedBackupSettings = ListOrNull(plan.AdvancedBackupSettings, setting => new AdvancedBackupSetting
        {
            ResourceType = setting.ResourceType,
            BackupOptions = MapOrNull(setting.BackupOptions),
        }),
        ScanSettings = ListOrNull(plan.ScanSettings, setting => new ScanSetting
        {
            MalwareScanner = setting.MalwareScanner is { } scanner ? new MalwareScanner(scanner) : null,
            ResourceTypes = ListOrNull(setting.ResourceTypes, type => type),
            ScannerRoleArn = setting.ScannerRoleArn,
        }),
    };

    /// <summary>The plan that came back.</summary>
    public static PlanDefinition ToDefinition(this GetBackupPlanResponse response) => new()
    {
        BackupPlanName = response.BackupPlan?.BackupPlanName,
        Rules = List(response.BackupPlan?.Rules, ToDefinition),
        AdvancedBackupSettings = List(response.BackupPlan?.AdvancedBackupSettings ?? response.AdvancedBackupSettings, setting => new AdvancedBackupSettingDefinition
        {
            ResourceType = setting.ResourceType,
            BackupOptions = setting.BackupOptions ?? Map.Empty,
        }),
        ScanSettings = List(response.BackupPlan?.ScanSettings, setting => new ScanSettingDefinition
        {
            MalwareScanner = setting.MalwareScanner?.Value,
            ResourceTypes = setting.ResourceTypes ?? [],
            ScannerRoleArn = setting.ScannerRoleArn,
        }),
    };

    /// <summary>The selection as it is sent, under a name.</summary>
    public static BackupSelection ToInput(this SelectionDefinition selection, string selectionName) => new()
    {
        SelectionName = selectionName,
        IamRoleArn = selection.IamRoleArn,
        Resources = ListOrNull(selection.Resources, arn => arn),
        NotResources = ListOrNull(selection.NotResources, arn => arn),
        Conditions = selection.Conditions.Count == 0 ? null : new Conditions
        {
            StringEquals = ConditionsOrNull(selection, "StringEquals"),
            StringNotEquals = ConditionsOrNull(selection, "StringNotEquals"),
            StringLike = ConditionsOrNull(selection, "StringLike"),
            StringNotLike = ConditionsOrNull(selection, "StringNotLike"),
        },
        ListOfTags = ListOrNull(selection.ListOfTags, tag => new Condition
        {
            ConditionType = ConditionType.STRINGEQUALS,
            ConditionKey = tag.Key,
            ConditionValue = tag.Value,
        }),
    };

    /// <summary>The selection that came back.</summary>
    public static SelectionDefinition ToDefinition(this BackupSelection selection) => new()
    {
        SelectionName = selection.SelectionName ?? string.Empty,
        IamRoleArn = selection.IamRoleArn ?? string.Empty,
        Resources = selection.Resources ?? [],
        NotResources = selection.NotResources ?? [],
        Conditions =
        [
            .. Conditions("StringEquals", selection.Conditions?.StringEquals),
            .. Conditions("StringNotEquals", selection.Conditions?.StringNotEquals),
            .. Conditions("StringLike", selection.Conditions?.StringLike),
            .. Conditions("StringNotLike", selection.Conditions?.StringNotLike),
        ],
        ListOfTags = List(selection.ListOfTags, tag => Condition("StringEquals", tag.ConditionKey, tag.ConditionValue)),
    };

    private static BackupRuleInput ToInput(RuleDefinition rule) => new()
    {
        RuleName = rule.RuleName,
        TargetBackupVaultName = rule.TargetBackupVaultName,
        TargetLogicallyAirGappedBackupVaultArn = rule.TargetLogicallyAirGappedBackupVaultArn,
        ScheduleExpression = rule.ScheduleExpression,
        ScheduleExpressionTimezone = rule.ScheduleExpressionTimezone,
        StartWindowMinutes = rule.StartWindowMinutes,
        CompletionWindowMinutes = rule.CompletionWindowMinutes,
        Lifecycle = ToLifecycle(rule.Lifecycle),
        RecoveryPointTags = MapOrNull(rule.RecoveryPointTags),
        CopyActions = ListOrNull(rule.CopyActions, copy => new CopyAction
        {
            DestinationBackupVaultArn = copy.DestinationBackupVaultArn,
            Lifecycle = ToLifecycle(copy.Lifecycle),
        }),
        EnableContinuousBackup = rule.EnableContinuousBackup,
        IndexActions = ListOrNull(rule.IndexActions, action => new IndexAction { ResourceTypes = [.. action.ResourceTypes] }),
        ScanActions = ListOrNull(rule.ScanActions, action => new ScanAction
        {
            MalwareScanner = action.MalwareScanner is { } scanner ? new MalwareScanner(scanner) : null,
            ScanMode = action.ScanMode is { } mode ? new ScanMode(mode) : null,
        }),
    };

    private static RuleDefinition ToDefinition(BackupRule rule) => new()
    {
        RuleName = rule.RuleName,
        TargetBackupVaultName = rule.TargetBackupVaultName,
        TargetLogicallyAirGappedBackupVaultArn = rule.TargetLogicallyAirGappedBackupVaultArn,
        ScheduleExpression = rule.ScheduleExpression,
        ScheduleExpressionTimezone = rule.ScheduleExpressionTimezone,
        StartWindowMinutes = rule.StartWindowMinutes,
        CompletionWindowMinutes = rule.CompletionWindowMinutes,
        Lifecycle = ToDefinition(rule.Lifecycle),
        RecoveryPointTags = rule.RecoveryPointTags ?? Map.Empty,
        CopyActions = List(rule.CopyActions, copy => new CopyActionDefinition
        {
            DestinationBackupVaultArn = copy.DestinationBackupVaultArn,
            Lifecycle = ToDefinition(copy.Lifecycle),
        }),
        EnableContinuousBackup = rule.EnableContinuousBackup,
        IndexActions = List(rule.IndexActions, action => new IndexActionDefinition { ResourceTypes = action.ResourceTypes ?? [] }),
        ScanActions = List(rule.ScanActions, action => new ScanActionDefinition
        {
            MalwareScanner = action.MalwareScanner?.Value,
            ScanMode = action.ScanMode?.Value,
        }),
    };

    private static Lifecycle? ToLifecycle(LifecycleDefinition? lifecycle) => lifecycle is null ? null : new Lifecycle
    {
        MoveToColdStorageAfterDays = lifecycle.MoveToColdStorageAfterDays,
        DeleteAfterDays = lifecycle.DeleteAfterDays,
        OptInToArchiveForSupportedResources = lifecycle.OptInToArchiveForSupportedResources,
    };

    private static LifecycleDefinition? ToDefinition(Lifecycle? lifecycle) => lifecycle is null ? null : new LifecycleDefinition
    {
        MoveToColdStorageAfterDays = lifecycle.MoveToColdStorageAfterDays,
        DeleteAfterDays = lifecycle.DeleteAfterDays,
        OptInToArchiveForSupportedResources = lifecycle.OptInToArchiveForSupportedResources,
        DeleteAfterEvent = lifecycle.DeleteAfterEvent?.Value,
    };

    private static List<ConditionParameter>? ConditionsOrNull(SelectionDefinition selection, string name)
        => ListOrNull(
            [.. selection.Conditions.Where(condition => string.Equals(condition.Operator, name, StringComparison.Ordinal))],
            condition => new ConditionParameter { ConditionKey = condition.Key, ConditionValue = condition.Value });

    private static IEnumerable<SelectionConditionInfo> Conditions(string name, List<ConditionParameter>? conditions)
        => List(conditions, condition => Condition(name, condition.ConditionKey, condition.ConditionValue));

    private static SelectionConditionInfo Condition(string name, string? key, string? value)
        => new() { Operator = name, Key = key ?? string.Empty, Value = value ?? string.Empty };

    // An absent list and an empty one are the same to the engine; AWS Backup gets none.
    private static List<TOut>? ListOrNull<TIn, TOut>(IReadOnlyList<TIn> items, Func<TIn, TOut> convert)
        => items.Count == 0 ? null : [.. items.Select(convert)];

    private static IReadOnlyList<TOut> List<TIn, TOut>(List<TIn>? items, Func<TIn, TOut> convert)
        => items is null ? [] : [.. items.Select(convert)];

    private static Dictionary<string, string>? MapOrNull(IReadOnlyDictionary<string, string> map)
        => map.Count == 0 ? null : map.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
}
