using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>What AWS Backup demands of a plan: of single values as the document has them, and of how they fit together once parameters have had their say.</summary>
internal static class PlanRules
{
    private const int MaximumRules = 10;
    private const long MaximumWindowMinutes = 52_560_000;
    public const long DefaultStartWindowMinutes = 480;
    public const long DefaultCompletionWindowMinutes = 10_080;

    private static readonly TextPattern Name = new(@"[a-zA-Z0-9\-_.]{1,50}", "1–50 letters (A–Z, a–z), digits, '-', '_' and '.'");

    private static readonly TextPattern VaultName = new(@"[a-zA-Z0-9\-_]{2,50}", "2–50 letters (A–Z, a–z), digits, '-' and '_'");

    private static readonly TextPattern VaultArn = new(
        @"arn:aws(-[a-z]+)*:backup:[a-z]{2,6}(-[a-z]+)+-[0-9]{1,2}:[0-9]{12}:backup-vault:[a-zA-Z0-9\-_]{2,50}",
        "the ARN of a vault such as arn:aws:backup:us-east-2:222222222222:backup-vault:payroll-Vault");

    /// <summary>Judges single values.</summary>
    public static void CheckValues(PlanDefinition plan, string path, FaultList faults)
    {
        CheckRuleCount(plan, path, faults);
        for (int i = 0; i < plan.Rules.Count; i++)
        {
            CheckRule(plan.Rules[i], $"{path}.Rules[{i}]", faults);
        }

        CheckAdvancedSettings(plan, path, faults);
        CheckScanSettings(plan, path, faults);
    }

    /// <summary>Judges how the values of each rule fit together.</summary>
    public static void CheckRelations(PlanDefinition plan, string path, FaultList faults)
    {
        for (int i = 0; i < plan.Rules.Count; i++)
        {
            RuleDefinition rule = plan.Rules[i];
            string rulePath = $"{path}.Rules[{i}]";
            CheckWindows(rule, rulePath, faults);
            if (rule.EnableContinuousBackup == true)
            {
                CheckContinuousLifecycle(rule.Lifecycle, $"{rulePath}.Lifecycle", faults);
            }
            else
            {
                CheckColdStorage(rule.Lifecycle, $"{rulePath}.Lifecycle", faults);
            }

            for (int j = 0; j < rule.CopyActions.Count; j++)
            {
                CheckColdStorage(rule.CopyActions[j].Lifecycle, $"{rulePath}.CopyActions[{j}].Lifecycle", faults);
            }
        }
    }

    /// <summary>Judges tags.</summary>
    public static void CheckTags(IReadOnlyDictionary<string, string> tags, string path, int maximum, FaultList faults)
    {
        foreach (KeyValuePair<string, string> tag in tags)
        {
            string tagPath = StrictJsonReader.Path(path, tag.Key);
            faults.Add(tagPath, TagRules.KeyFault(tag.Key));
            faults.Add(tagPath, TagRules.ValueFault(tag.Value));
        }

        if (tags.Count > maximum)
        {
            faults.Add(path, $"There are {tags.Count} tags; at most {maximum} are possible.");
        }
    }

    /// <summary>What is wrong with days of a lifecycle, or <see langword="null"/>.</summary>
    public static string? DaysFault(long? days)
        => days is null or -1 or (>= 1 and <= 36_500) ? null : $"{days} days are not possible: 1–36500 are, and -1 for never.";

    private static void CheckRuleCount(PlanDefinition plan, string path, FaultList faults)
    {
        string rulesPath = $"{path}.Rules";
        if (plan.Rules.Count == 0 && !faults.HasAt(rulesPath) && !faults.HasExactly(path) && !faults.HasExactly("$"))
        {
            faults.Add(rulesPath, "A plan needs at least one rule. Put an array of rules there.");
        }

        if (plan.Rules.Count > MaximumRules)
        {
            faults.Add(rulesPath, $"There are {plan.Rules.Count} rules; AWS Backup takes at most {MaximumRules} in a plan.");
        }

        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < plan.Rules.Count; i++)
        {
            string? name = plan.Rules[i].RuleName;
            if (name is null || Placeholder.IsOpen(name, Placeholder.RuleName))
            {
                continue;
            }

            if (names.TryGetValue(name, out int first))
            {
                faults.Add($"{rulesPath}[{i}].RuleName", $"'{StrictJsonReader.Shorten(name)}' is the name of Rules[{first}] too. Give every rule a name of its own.");
            }
            else
            {
                names[name] = i;
            }
        }
    }

    private static void CheckRule(RuleDefinition rule, string path, FaultList faults)
    {
        CheckPattern(rule.RuleName, Name, $"{path}.RuleName", faults);
        CheckPattern(rule.TargetBackupVaultName, VaultName, $"{path}.TargetBackupVaultName", faults);
        CheckPattern(rule.TargetLogicallyAirGappedBackupVaultArn, VaultArn, $"{path}.TargetLogicallyAirGappedBackupVaultArn", faults);
        if (rule.ScheduleExpression is { } schedule && !CronExpression.TryParse(schedule, out _, out string? fault))
        {
            faults.Add($"{path}.ScheduleExpression", fault);
        }

        faults.Add($"{path}.ScheduleExpressionTimezone", rule.ScheduleExpressionTimezone is { } zone ? TimeZoneName.Fault(zone) : null);
        CheckWindow(rule.StartWindowMinutes, $"{path}.StartWindowMinutes", faults);
        CheckWindow(rule.CompletionWindowMinutes, $"{path}.CompletionWindowMinutes", faults);
        CheckLifecycleValues(rule.Lifecycle, $"{path}.Lifecycle", faults);
        CheckTags(rule.RecoveryPointTags, $"{path}.RecoveryPointTags", TagRules.MaximumTagsOfARecoveryPoint, faults);
        for (int i = 0; i < rule.CopyActions.Count; i++)
        {
            CopyActionDefinition copy = rule.CopyActions[i];
            string copyPath = $"{path}.CopyActions[{i}]";
            CheckLifecycleValues(copy.Lifecycle, $"{copyPath}.Lifecycle", faults);
            if (!Placeholder.IsOpen(copy.DestinationBackupVaultArn, Placeholder.DestinationBackupVaultArn))
            {
                CheckPattern(copy.DestinationBackupVaultArn, VaultArn, $"{copyPath}.DestinationBackupVaultArn", faults);
            }
        }

        CheckIndexActions(rule, path, faults);
        CheckScanActions(rule, path, faults);
    }

    private static void CheckPattern(string? value, TextPattern pattern, string path, FaultList faults)
    {
        if (value is not null && !pattern.IsMatch(value) && !faults.HasAt(path))
        {
            faults.Add(path, $"'{StrictJsonReader.Shorten(value)}' is not allowed. It must be {pattern.Allowed}.");
        }
    }

    private static void CheckOneOf(string? value, string path, FaultList faults, params string[] allowed)
    {
        if (value is null && !faults.HasAt(path))
        {
            faults.Add(path, $"It is missing. Allowed: {string.Join(", ", allowed)}.");
        }
        else if (value is not null && !allowed.Contains(value, StringComparer.Ordinal) && !faults.HasAt(path))
        {
            faults.Add(path, $"'{StrictJsonReader.Shorten(value)}' is not allowed. Allowed: {string.Join(", ", allowed)}.");
        }
    }

    private static void CheckWindow(long? minutes, string path, FaultList faults)
    {
        if (minutes is < 60 or > MaximumWindowMinutes)
        {
            faults.Add(path, $"{minutes} minutes are not possible: 60–{MaximumWindowMinutes} are.");
        }
    }

    private static void CheckLifecycleValues(LifecycleDefinition? lifecycle, string path, FaultList faults)
    {
        faults.Add($"{path}.MoveToColdStorageAfterDays", DaysFault(lifecycle?.MoveToColdStorageAfterDays));
        faults.Add($"{path}.DeleteAfterDays", DaysFault(lifecycle?.DeleteAfterDays));
        if (lifecycle?.DeleteAfterEvent is not null)
        {
            faults.Add($"{path}.DeleteAfterEvent", "AWS Backup reports it and does not take it. Leave it out.");
        }
    }

    private static void CheckIndexActions(RuleDefinition rule, string path, FaultList faults)
    {
        if (rule.IndexActions.Count > 1)
        {
            faults.Add($"{path}.IndexActions", $"There are {rule.IndexActions.Count}; a rule has at most one.");
        }

        for (int i = 0; i < rule.IndexActions.Count; i++)
        {
            string typesPath = $"{path}.IndexActions[{i}].ResourceTypes";
            IReadOnlyList<string> types = rule.IndexActions[i].ResourceTypes;
            if (types.Count != 1 && !faults.HasAt($"{path}.IndexActions[{i}]"))
            {
                faults.Add(typesPath, $"It has {types.Count} types; an index action has one, EBS or S3.");
            }

            for (int j = 0; j < types.Count; j++)
            {
                CheckOneOf(types[j], $"{typesPath}[{j}]", faults, "EBS", "S3");
            }
        }
    }

    private static void CheckScanActions(RuleDefinition rule, string path, FaultList faults)
    {
        for (int i = 0; i < rule.ScanActions.Count; i++)
        {
            string scanPath = $"{path}.ScanActions[{i}]";
            CheckOneOf(rule.ScanActions[i].MalwareScanner, $"{scanPath}.MalwareScanner", faults, "GUARDDUTY");
            CheckOneOf(rule.ScanActions[i].ScanMode, $"{scanPath}.ScanMode", faults, "FULL_SCAN", "INCREMENTAL_SCAN");
        }
    }

    private static void CheckAdvancedSettings(PlanDefinition plan, string path, FaultList faults)
    {
        for (int i = 0; i < plan.AdvancedBackupSettings.Count; i++)
        {
            AdvancedBackupSettingDefinition setting = plan.AdvancedBackupSettings[i];
            string settingPath = $"{path}.AdvancedBackupSettings[{i}]";
            CheckOneOf(setting.ResourceType, $"{settingPath}.ResourceType", faults, "EC2", "S3");
            string[] keys = setting.ResourceType switch
            {
                "EC2" => ["WindowsVSS"],
                "S3" => ["BackupACLs", "BackupObjectTags"],
                _ => ["WindowsVSS", "BackupACLs", "BackupObjectTags"],
            };
            foreach (KeyValuePair<string, string> option in setting.BackupOptions)
            {
                string optionPath = StrictJsonReader.Path($"{settingPath}.BackupOptions", option.Key);
                if (!keys.Contains(option.Key, StringComparer.Ordinal))
                {
                    faults.Add(optionPath, $"'{StrictJsonReader.Shorten(option.Key)}' is not an option here. Allowed: {string.Join(", ", keys)}.");
                }

                CheckOneOf(option.Value, optionPath, faults, "enabled", "disabled");
            }
        }
    }

    private static void CheckScanSettings(PlanDefinition plan, string path, FaultList faults)
    {
        for (int i = 0; i < plan.ScanSettings.Count; i++)
        {
            ScanSettingDefinition setting = plan.ScanSettings[i];
            string settingPath = $"{path}.ScanSettings[{i}]";
            CheckOneOf(setting.MalwareScanner, $"{settingPath}.MalwareScanner", faults, "GUARDDUTY");
            CheckPattern(setting.ScannerRoleArn, AccountPatterns.RoleArn, $"{settingPath}.ScannerRoleArn", faults);
            for (int j = 0; j < setting.ResourceTypes.Count; j++)
            {
                CheckPattern(setting.ResourceTypes[j], Name, $"{settingPath}.ResourceTypes[{j}]", faults);
            }
        }
    }

    private static void CheckWindows(RuleDefinition rule, string path, FaultList faults)
    {
        long start = rule.StartWindowMinutes ?? DefaultStartWindowMinutes;
        long completion = rule.CompletionWindowMinutes ?? DefaultCompletionWindowMinutes;
        if (completion >= start + 60 || faults.HasAt($"{path}.StartWindowMinutes") || faults.HasAt($"{path}.CompletionWindowMinutes"))
        {
            return;
        }

        string startText = rule.StartWindowMinutes is null ? $"{start}, AWS Backup's default" : $"{start}";
        string completionText = rule.CompletionWindowMinutes is null ? $"{completion}, AWS Backup's default" : $"{completion}";
        faults.Add(
            $"{path}.CompletionWindowMinutes",
            $"The completion window ({completionText}) must be at least 60 minutes longer than the start window ({startText}): {start + 60} or more.");
    }

    private static void CheckContinuousLifecycle(LifecycleDefinition? lifecycle, string path, FaultList faults)
    {
        if (faults.HasAt(path))
        {
            return;
        }

        if (lifecycle?.MoveToColdStorageAfterDays is not null)
        {
            faults.Add($"{path}.MoveToColdStorageAfterDays", "Continuous backups cannot move to cold storage. Leave it out.");
        }

        if (lifecycle?.DeleteAfterDays is not (>= 1 and <= 35))
        {
            string found = lifecycle?.DeleteAfterDays is { } days ? $"it is {days}" : "it is missing";
            faults.Add($"{path}.DeleteAfterDays", $"Continuous backups are kept for 1–35 days; {found}.");
        }
    }

    private static void CheckColdStorage(LifecycleDefinition? lifecycle, string path, FaultList faults)
    {
        if (lifecycle is { MoveToColdStorageAfterDays: > 0 and var cold, DeleteAfterDays: > 0 and var delete } && delete < cold + 90 && !faults.HasAt(path))
        {
            faults.Add(
                $"{path}.DeleteAfterDays",
                $"It is {delete} and MoveToColdStorageAfterDays is {cold}: what moves to cold storage stays there for 90 days, so {cold + 90} or more are needed.");
        }
    }
}
