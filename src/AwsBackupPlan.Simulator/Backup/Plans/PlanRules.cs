using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Backup.Tags;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>What AWS Backup refuses in a plan document.</summary>
internal static partial class PlanRules
{
    private const int LargestRuleCount = 10;
    private const int LargestCopyActionCount = 5;
    private const long ShortestStartWindowMinutes = 60;
    private const long LongestWindowMinutes = 52_560_000;

    /// <summary>Checks a document and returns it with AWS's defaults.</summary>
    public static JsonObject Check(JsonObject document, BackupCall call)
    {
        CheckPlanName(document.Text("BackupPlanName"));
        if (!document.ContainsKey("Rules"))
        {
            throw BackupErrors.MissingParameter("BackupPlan.Rules");
        }

        var rules = document.Structures("Rules").ToList();
        if (rules.Count == 0)
        {
            throw BackupErrors.InvalidParameter("Invalid backup plan. It must have at least one rule.");
        }

        if (rules.Count > LargestRuleCount)
        {
            throw BackupErrors.LimitExceeded($"A backup plan has at most {LargestRuleCount} rules; there are {rules.Count}.");
        }

        CheckAdvancedSettings(document);
        foreach (var rule in rules)
        {
            CheckRule(rule, call);
        }

        PlanDocument.Normalize(document);
        return document;
    }

    private static void CheckPlanName(string? name)
    {
        if (name is null)
        {
            throw BackupErrors.MissingParameter("BackupPlan.BackupPlanName");
        }

        if (!Name().IsMatch(name))
        {
            throw BackupErrors.InvalidParameter("Invalid BackupPlanName. It must contain 1 to 50 alphanumeric or '-_.' characters.");
        }
    }

    private static void CheckAdvancedSettings(JsonObject document)
    {
        foreach (var setting in document.Structures("AdvancedBackupSettings"))
        {
            var type = setting.Text("ResourceType");
            if (type is null || !Name().IsMatch(type))
            {
                throw BackupErrors.InvalidParameter($"Invalid resource type '{type}' in AdvancedBackupSettings.");
            }
        }
    }

    private static void CheckRule(JsonObject rule, BackupCall call)
    {
        var name = rule.Text("RuleName") ?? throw BackupErrors.MissingParameter("RuleName");
        if (!Name().IsMatch(name))
        {
            throw BackupErrors.InvalidRule(name, "Invalid RuleName. It must contain 1 to 50 alphanumeric or '-_.' characters.");
        }

        CheckTarget(rule, name, call);
        CheckSchedule(rule, name);
        CheckWindows(rule, name);
        CheckLifecycle(rule, name);
        CheckCopyActions(rule, name, call);
        TagRules.Check(rule.TextMap("RecoveryPointTags"), TagRules.LargestCountOnRecoveryPoint);
    }

    private static void CheckTarget(JsonObject rule, string name, BackupCall call)
    {
        var vault = rule.Text("TargetBackupVaultName") ?? throw BackupErrors.MissingParameter("TargetBackupVaultName");
        Vaults.VaultOperations.CheckName(vault);
        if (call.Behaviour.RequireTargetVault && call.Region.Vaults.Find(vault) is null)
        {
            throw BackupErrors.InvalidRule(name, $"Backup vault {vault} does not exist.");
        }
    }

    private static void CheckSchedule(JsonObject rule, string name)
    {
        if (rule.Text("ScheduleExpression") is { } expression && ScheduleExpression.Fault(expression) is { } fault)
        {
            throw BackupErrors.InvalidRule(name, $"Invalid schedule expression '{expression}'. {fault}");
        }

        if (rule.Text("ScheduleExpressionTimezone") is { } timezone && !TimeZones.Exists(timezone))
        {
            throw BackupErrors.InvalidRule(name, $"Invalid timezone '{timezone}'. An IANA time zone such as Etc/UTC is expected.");
        }
    }

    /// <summary>The windows are judged after the defaults: 120 minutes to complete are too short where 480 may pass until the start.</summary>
    private static void CheckWindows(JsonObject rule, string name)
    {
        var start = rule.Number("StartWindowMinutes") ?? PlanDocument.DefaultStartWindowMinutes;
        var completion = rule.Number("CompletionWindowMinutes") ?? PlanDocument.DefaultCompletionWindowMinutes;
        if (WindowFault(start, completion) is { } fault)
        {
            throw BackupErrors.InvalidRule(name, fault);
        }
    }

    /// <summary>Why two windows cannot be, or <see langword="null"/>. Both are in minutes from the scheduled time.</summary>
    public static string? WindowFault(long start, long completion)
    {
        if (start is < ShortestStartWindowMinutes or > LongestWindowMinutes)
        {
            return $"Invalid start window. It must be between {ShortestStartWindowMinutes} and {LongestWindowMinutes} minutes.";
        }

        return completion < start + ShortestStartWindowMinutes || completion > LongestWindowMinutes
            ? $"Invalid completion window. It must be at least {ShortestStartWindowMinutes} minutes longer than the start window ({start}) and at most {LongestWindowMinutes} minutes."
            : null;
    }

    private static void CheckLifecycle(JsonObject rule, string name)
    {
        var lifecycle = Lifecycle.From(rule.Structure("Lifecycle"));
        var fault = rule.Flag("EnableContinuousBackup") ? lifecycle.ContinuousFault() : lifecycle.Fault();
        if (fault is not null)
        {
            throw BackupErrors.InvalidRule(name, fault, "ERROR_3015");
        }
    }

    private static void CheckCopyActions(JsonObject rule, string name, BackupCall call)
    {
        var actions = rule.Structures("CopyActions").ToList();
        if (actions.Count > LargestCopyActionCount)
        {
            throw BackupErrors.LimitExceeded($"A rule has at most {LargestCopyActionCount} copy actions; {name} has {actions.Count}.");
        }

        foreach (var action in actions)
        {
            // The vault need not exist: it may be another account's, which cannot be looked into.
            var destination = action.Text("DestinationBackupVaultArn") ?? throw BackupErrors.MissingParameter("DestinationBackupVaultArn");
            if (Arns.Parse(destination) is not { Service: "backup" } arn
                || arn.ResourceAfter("backup-vault") is null
                || !AccountId().IsMatch(arn.AccountId)
                || !string.Equals(arn.Partition, call.Region.Partition, StringComparison.Ordinal))
            {
                throw BackupErrors.InvalidRule(name, $"Invalid destination backup vault ARN '{destination}'.");
            }

            if (string.Equals(destination, call.Region.ArnOf($"backup-vault:{rule.Text("TargetBackupVaultName")}"), StringComparison.Ordinal))
            {
                throw BackupErrors.InvalidRule(name, "Invalid destination. A backup vault cannot be copied to itself.");
            }

            if (Lifecycle.From(action.Structure("Lifecycle")).Fault() is { } fault)
            {
                throw BackupErrors.InvalidRule(name, fault, "ERROR_3015");
            }
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9\-_.]{1,50}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9]{12}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AccountId();
}
