using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Vaults;

/// <summary>What is attached to a vault: access policy, lock, notifications.</summary>
internal static class VaultSettingsOperations
{
    private const int LargestRetentionDays = 36500;
    private const int ShortestGraceDays = 3;

    private static readonly string[] Events =
    [
        "BACKUP_JOB_STARTED", "BACKUP_JOB_COMPLETED", "BACKUP_JOB_SUCCESSFUL", "BACKUP_JOB_FAILED", "BACKUP_JOB_EXPIRED",
        "RESTORE_JOB_STARTED", "RESTORE_JOB_COMPLETED", "RESTORE_JOB_SUCCESSFUL", "RESTORE_JOB_FAILED",
        "COPY_JOB_STARTED", "COPY_JOB_SUCCESSFUL", "COPY_JOB_FAILED",
        "RECOVERY_POINT_MODIFIED", "BACKUP_PLAN_CREATED", "BACKUP_PLAN_MODIFIED",
        "S3_BACKUP_OBJECT_FAILED", "S3_RESTORE_OBJECT_FAILED", "CONTINUOUS_BACKUP_INTERRUPTED",
        "RECOVERY_POINT_INDEX_COMPLETED", "RECOVERY_POINT_INDEX_DELETED", "RECOVERY_POINT_INDEXING_FAILED",
        "EKS_RESTORE_OBJECT_FAILED", "EKS_RESTORE_OBJECT_SKIPPED", "EKS_BACKUP_OBJECT_FAILED",
    ];

    private static readonly Shape PolicyInput = Shape.Structure(("Policy", Shape.Text));

    private static readonly Shape LockInput = Shape.Structure(
        ("MinRetentionDays", Shape.WholeNumber), ("MaxRetentionDays", Shape.WholeNumber), ("ChangeableForDays", Shape.WholeNumber));

    private static readonly Shape NotificationsInput = Shape.Structure(("SNSTopicArn", Shape.Text), ("BackupVaultEvents", Shape.TextList));

    public static JsonObject? PutAccessPolicy(BackupCall call)
    {
        var policy = call.Body(PolicyInput).Text("Policy");
        var vault = VaultOperations.Find(call);
        if (policy is not null)
        {
            VaultPolicyRules.Check(policy);
        }

        vault.SetAccessPolicy(policy, call.Now);
        return null;
    }

    public static JsonObject? GetAccessPolicy(BackupCall call)
    {
        var vault = VaultOperations.Find(call);
        return new JsonObject
        {
            ["BackupVaultName"] = vault.Name,
            ["BackupVaultArn"] = vault.Arn,
            ["Policy"] = vault.AccessPolicy ?? throw BackupErrors.NotFound($"Backup vault {vault.Name} has no access policy."),
        };
    }

    public static JsonObject? DeleteAccessPolicy(BackupCall call)
    {
        var vault = VaultOperations.Find(call);
        vault.SetAccessPolicy(null, call.Now);
        return null;
    }

    public static JsonObject? PutLock(BackupCall call)
    {
        var body = call.Body(LockInput);
        var vault = VaultOperations.Find(call);
        CheckMutable(vault, call.Now);
        var (min, max, grace) = (body.Number("MinRetentionDays"), body.Number("MaxRetentionDays"), body.Number("ChangeableForDays"));
        CheckDays("MinRetentionDays", min, 1);
        CheckDays("MaxRetentionDays", max, 1);
        CheckDays("ChangeableForDays", grace, ShortestGraceDays);
        if (min > max)
        {
            throw BackupErrors.InvalidParameter("MinRetentionDays cannot be greater than MaxRetentionDays.");
        }

        vault.Lock = new VaultLock(min, max, grace is { } days ? call.Now.AddDays(days) : null);
        return null;
    }

    public static JsonObject? DeleteLock(BackupCall call)
    {
        var vault = VaultOperations.Find(call);
        CheckMutable(vault, call.Now);
        vault.Lock = null;
        return null;
    }

    public static JsonObject? PutNotifications(BackupCall call)
    {
        var body = call.Body(NotificationsInput);
        var vault = VaultOperations.Find(call);
        var topic = body.Text("SNSTopicArn") ?? throw BackupErrors.MissingParameter("SNSTopicArn");
        if (!body.ContainsKey("BackupVaultEvents"))
        {
            throw BackupErrors.MissingParameter("BackupVaultEvents");
        }

        CheckTopic(call, topic);
        var events = body.Texts("BackupVaultEvents");
        if (events.Count == 0 || events.Any(static name => !Events.Contains(name, StringComparer.Ordinal)))
        {
            throw BackupErrors.InvalidParameter($"Please select from the following list of notifications {string.Join(", ", Events)}");
        }

        vault.Notifications = body;
        return null;
    }

    public static JsonObject? GetNotifications(BackupCall call)
    {
        var vault = VaultOperations.Find(call);
        var notifications = vault.Notifications ?? throw BackupErrors.NotFound($"Backup vault {vault.Name} has no notifications.");
        var answer = (JsonObject)notifications.DeepClone();
        answer["BackupVaultName"] = vault.Name;
        answer["BackupVaultArn"] = vault.Arn;
        return answer;
    }

    public static JsonObject? DeleteNotifications(BackupCall call)
    {
        VaultOperations.Find(call).Notifications = null;
        return null;
    }

    private static void CheckMutable(Vault vault, DateTimeOffset now)
    {
        if (vault.Lock?.IsImmutable(now) == true)
        {
            throw BackupErrors.InvalidRequest($"Vault Lock of backup vault {vault.Name} is immutable since its lock date and cannot be changed or deleted.");
        }
    }

    private static void CheckDays(string name, long? days, int least)
    {
        if (days is { } value && (value < least || value > LargestRetentionDays))
        {
            throw BackupErrors.InvalidParameter($"{name} must be between {least} and {LargestRetentionDays}.");
        }
    }

    private static void CheckTopic(BackupCall call, string topic)
    {
        var arn = Arns.Parse(topic);
        var fits = arn is { Service: "sns" }
            && string.Equals(arn.AccountId, call.Region.AccountId, StringComparison.Ordinal)
            && string.Equals(arn.Region, call.Region.Name, StringComparison.Ordinal)
            && !arn.Resource.EndsWith(".fifo", StringComparison.Ordinal);
        if (!fits)
        {
            throw BackupErrors.InvalidParameter($"Invalid SNS topic '{topic}'. A standard topic of the same account and Region is expected.");
        }
    }
}
