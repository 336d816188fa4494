namespace AwsBackupPlan.Engine.Accounts;

/// <summary>What a call needs beside its own action: what AWS Backup does on the caller's behalf never shows as a call.</summary>
internal static class Permissions
{
    private static readonly Dictionary<string, string[]> Others = new(StringComparer.Ordinal)
    {
        ["backup:CreateBackupVault"] =
        [
            "backup:TagResource", "backup-storage:MountCapsule", "kms:CreateGrant", "kms:GenerateDataKey", "kms:Decrypt", "kms:RetireGrant", "kms:DescribeKey",
        ],
        ["backup:CreateBackupPlan"] = ["backup:TagResource"],
        ["backup:CreateBackupSelection"] = ["iam:PassRole"],
        ["backup:StartBackupJob"] = ["iam:PassRole"],
        ["backup:StartCopyJob"] = ["iam:PassRole"],
        ["backup:StartRestoreJob"] = ["iam:PassRole"],
        ["backup:DeleteRecoveryPoint"] = ["rds:DeleteDBSnapshot", "rds:DeleteDBClusterSnapshot", "iam:CreateServiceLinkedRole"],
        ["backup:CreateFramework"] = ["backup:TagResource", "iam:CreateServiceLinkedRole"],
        ["backup:CreateReportPlan"] = ["backup:TagResource", "iam:CreateServiceLinkedRole"],
        ["ssm:GetParameter"] = ["kms:Decrypt"],
        ["ssm:PutParameter"] = ["ssm:AddTagsToResource"],
        ["kms:CreateKey"] = ["kms:TagResource", "iam:CreateServiceLinkedRole"],
        ["kms:ReplicateKey"] = ["kms:CreateKey", "kms:TagResource"],
    };

    /// <summary>The actions that have to be allowed for an action beside itself.</summary>
    public static IReadOnlyList<string> Beside(string action) => Others.TryGetValue(action, out var others) ? others : [];

    /// <summary>The actions that have to be allowed for a call, in words.</summary>
    public static string For(AwsCall? call) => call is null ? "the action"
        : Beside(call.Action) is { Count: > 0 } others ? $"{call.Action} and what goes with it ({string.Join(", ", others)})"
        : call.Action;
}
