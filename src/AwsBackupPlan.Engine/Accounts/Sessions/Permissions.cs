using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Denials;

namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>
/// What the role in a target account has to be allowed: the one table that its policy in the templates, docs/permissions.md, session policies and what errors say to allow are made of.
/// </summary>
public static class Permissions
{
    private const string Prefix = "arn:${AWS::Partition}:";
    private const string Backup = Prefix + "backup:*:${AWS::AccountId}:";
    private const string Rds = Prefix + "rds:*:${AWS::AccountId}:";
    private const string Roles = Prefix + "iam::${AWS::AccountId}:role/";
    private const string Keys = Prefix + "kms:*:${AWS::AccountId}:key/*";
    private const string Parameter = Prefix + "ssm:*:${AWS::AccountId}:parameter${PlanParameterName}";
    private const string VaultsOfSets = Backup + "backup-vault:${Sets}-Vault";
    private const string AllVaults = Backup + "backup-vault:*";
    private const string Plans = Backup + "backup-plan:*";
    private const string Frameworks = Backup + "framework:*";
    private const string ReportPlans = Backup + "report-plan:*";

    // What AWS Backup does on the caller's behalf never shows as a call.
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
        // A key takes a policy from who may set the next one alone.
        ["kms:CreateKey"] = ["kms:TagResource", "kms:PutKeyPolicy", "iam:CreateServiceLinkedRole"],
        ["kms:ReplicateKey"] = ["kms:CreateKey", "kms:TagResource", "kms:PutKeyPolicy"],
    };

    /// <summary>The recovery points of RDS and Aurora: snapshots, which bear their maker's name, and continuous and other backups of AWS Backup's own.</summary>
    internal static IReadOnlyList<string> RecoveryPoints { get; } = [Rds + "snapshot:awsbackup:*", Rds + "cluster-snapshot:awsbackup:*", Backup + "recovery-point:*"];

    /// <summary>The statements of the role's policy.</summary>
    internal static IReadOnlyList<PermissionStatement> Statements { get; } =
    [
        new(
            "ListsOfTheRegion",
            "What is asked of a Region as a whole, and of jobs: AWS Backup knows no resource for these.",
            [
                "backup:ListBackupPlans", "backup:ListBackupVaults", "backup:ListBackupJobs", "backup:ListCopyJobs", "backup:ListRestoreJobs", "backup:ListLegalHolds", "backup:ListProtectedResources",
                "backup:ListRecoveryPointsByResource", "backup:ListFrameworks", "backup:ListReportPlans", "backup:ListReportJobs", "backup:DescribeReportJob", "backup:DescribeRegionSettings", "backup:DescribeBackupJob", "backup:DescribeCopyJob",
                "backup:DescribeRestoreJob",
            ],
            [PermissionStatement.Any]),
        new("StorageOfVaults", "AWS Backup takes this on the caller's behalf when a vault is made, and knows no resource for it.", ["backup-storage:MountCapsule"], [PermissionStatement.Any]),
        new("RecorderOfTheRegion", "Asked without the name of a recorder, for the recorders of the Region: there is no resource to name.", ["config:DescribeConfigurationRecorderStatus"], [PermissionStatement.Any]),
        new(
            "ReadingVaults",
            "Reading only: databases can be protected by vaults of any name, and a central vault has one of its own.",
            ["backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault", "backup:GetBackupVaultAccessPolicy"],
            [AllVaults]),
        new(
            "Vaults",
            "The vaults of the backup sets and no others.",
            [
                "backup:CreateBackupVault", "backup:DeleteBackupVault", "backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultLockConfiguration", "backup:DeleteBackupVaultLockConfiguration",
                "backup:GetBackupVaultNotifications", "backup:PutBackupVaultNotifications", "backup:DeleteBackupVaultNotifications", "backup:StartBackupJob",
            ],
            [VaultsOfSets]),
        new(
            "Plans",
            "The ARN of a plan has an id that only AWS knows beforehand. The module changes no plan without the tag of the set.",
            [
                "backup:CreateBackupPlan", "backup:GetBackupPlan", "backup:ListBackupPlanVersions", "backup:UpdateBackupPlan", "backup:DeleteBackupPlan",
                "backup:CreateBackupSelection", "backup:GetBackupSelection", "backup:ListBackupSelections", "backup:DeleteBackupSelection",
            ],
            [Plans]),
        new("ReadingTags", "Tags tell what belongs to a backup set.", ["backup:ListTags"], [AllVaults, Plans, Frameworks, ReportPlans]),
        new("Tags", "What the module makes bears the tag of its set from the beginning.", ["backup:TagResource"], [VaultsOfSets, Plans, Frameworks, ReportPlans]),
        new("RoleForAwsBackup", "The one role that AWS Backup is given, and only AWS Backup.", ["iam:PassRole"], [Roles + "${BackupRoleName}"])
        {
            Conditions = [new("StringEquals", "iam:PassedToService", "backup.amazonaws.com")],
        },
        new("ReadingKeys", "Reading only, and never what a key encrypts: vaults of any name, which are judged too, have keys of any alias.", ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus"], [Keys]),
        new("GrantsOfVaults", "When a vault is made, AWS Backup gives itself a grant for the key. A policy does not know a key by its alias but by a condition.", ["kms:CreateGrant"], [Keys])
        {
            Conditions =
            [
                OfKeyAliases, ThroughBackup, new("Bool", "kms:GrantIsForAWSResource", "true"),
                new("ForAnyValue:StringEquals", "kms:EncryptionContextKeys", "aws:backup:backup-vault"),
            ],
        },
        new("KeysOfVaults", "Through AWS Backup alone: the role itself decrypts nothing.", ["kms:RetireGrant", "kms:GenerateDataKey", "kms:Decrypt"], [Keys])
        {
            Conditions = [OfKeyAliases, ThroughBackup],
        },
        new("PlanDocument", "The document of the plan, in one parameter.", ["ssm:GetParameter"], [Parameter]),
        KeyOfPlanDocument,
        new(
            "RecoveryPoints",
            "Recovery points are told by their maker, not by their vault: the ARN of a snapshot does not name it.",
            [
                "backup:DescribeRecoveryPoint", "backup:GetRecoveryPointRestoreMetadata", "backup:StartCopyJob", "backup:StartRestoreJob", "backup:DeleteRecoveryPoint", "backup:DisassociateRecoveryPoint",
            ],
            RecoveryPoints),
        new(
            "SnapshotsOfAwsBackup",
            "AWS Backup takes these on the caller's behalf when a recovery point goes. Snapshots of others have other names.",
            ["rds:DeleteDBSnapshot", "rds:DeleteDBClusterSnapshot"],
            [Rds + "snapshot:awsbackup:*", Rds + "cluster-snapshot:awsbackup:*"]),
        new(
            "RolesOfAwsBackup",
            "AWS Backup's own roles, which it makes on the caller's behalf at the first deletion and at the first audit.",
            ["iam:CreateServiceLinkedRole"],
            [Roles + "aws-service-role/backup.amazonaws.com/*", Roles + "aws-service-role/reports.backup.amazonaws.com/*"]),
        new("LegalHolds", "Reading only: which hold keeps a recovery point.", ["backup:GetLegalHold"], [Backup + "legal-hold:*"]),
        new("Databases", "Reading only: which databases there are.", ["rds:DescribeDBInstances", "rds:DescribeDBClusters"], [Rds + "db:*", Rds + "cluster:*"]),
        new("Frameworks", "Audit Manager; the ARNs end with ids that only AWS knows beforehand.", ["backup:CreateFramework", "backup:DescribeFramework", "backup:UpdateFramework", "backup:DeleteFramework"], [Frameworks]),
        new("ReportPlans", "Audit Manager's reports, likewise.", ["backup:CreateReportPlan", "backup:DescribeReportPlan", "backup:UpdateReportPlan", "backup:DeleteReportPlan", "backup:StartReportJob"], [ReportPlans]),
        new("FilesOfReports", "Reading only: the reports that Audit Manager has written into their bucket.", ["s3:GetObject"], [Prefix + "s3:::" + PermissionStatement.ReportBucket + "/*"]),
    ];

    /// <summary>
    /// What the role has to be allowed for <c>Initialize-XacntBackupAccount</c>, and for nothing else. It makes keys: where templates do that, the role stays without these statements.
    /// </summary>
    internal static IReadOnlyList<PermissionStatement> Setup { get; } =
    [
        new("NewKeys", "Keys that are not there yet have no ARN.", ["kms:CreateKey", "kms:ListKeys"], [PermissionStatement.Any]),
        new(
            "Keys",
            "Which key of the account is the one of the set its tags tell. KMS takes the policy of a new key from who may set the next one alone; none is set later.",
            ["kms:DescribeKey", "kms:ListResourceTags", "kms:GetKeyRotationStatus", "kms:EnableKeyRotation", "kms:ReplicateKey", "kms:TagResource", "kms:PutKeyPolicy", "kms:CreateAlias"],
            [Keys]),
        new("Aliases", "An alias is allowed beside the key that it stands for.", ["kms:CreateAlias"], [Prefix + "kms:*:${AWS::AccountId}:alias/${Sets}-key"]),
        new("PlanDocument", "The document of the plan, in one parameter.", ["ssm:GetParameter", "ssm:PutParameter", "ssm:AddTagsToResource"], [Parameter]),
        KeyOfPlanDocument,
        new("ListOfParameters", "With -OverwritePlan: only this list tells the key of a SecureString, and it knows no resource.", ["ssm:DescribeParameters"], [PermissionStatement.Any]),
        new("VaultsOfTheRegion", "Which key a vault of the set has already; AWS Backup knows no resource for this.", ["backup:ListBackupVaults"], [PermissionStatement.Any]),
        new("SettingsOfTheRegion", "With -OptIn; AWS Backup knows no resource for these.", ["backup:DescribeRegionSettings", "backup:UpdateRegionSettings"], [PermissionStatement.Any]),
        new(
            "RoleOfMultiRegionKeys",
            "The role of KMS for multi-Region keys, which it makes on the caller's behalf with the first one.",
            ["iam:CreateServiceLinkedRole"],
            [Roles + "aws-service-role/mrk.kms.amazonaws.com/*"]),
    ];

    private static PolicyCondition OfKeyAliases => new("ForAnyValue:StringLike", "kms:ResourceAliases", PermissionStatement.KeyAliases);

    private static PolicyCondition ThroughBackup => new("StringLike", "kms:ViaService", "backup.*.${AWS::URLSuffix}");

    private static PermissionStatement KeyOfPlanDocument => new(
        "KeyOfPlanDocument", "A plan document in a SecureString can have any key; only what is encrypted as that parameter is decrypted.", ["kms:Decrypt"], [Keys])
    {
        Conditions = [new("StringLike", "kms:EncryptionContext:PARAMETER_ARN", Parameter)],
    };

    /// <summary>The actions that have to be allowed for an action beside itself.</summary>
    public static IReadOnlyList<string> Beside(string action) => Others.TryGetValue(action, out var others) ? others : [];

    /// <summary>The actions that have to be allowed for a call, in words.</summary>
    internal static string For(AwsCall? call) => call is null ? "the action"
        : Beside(call.Action) is { Count: > 0 } others ? $"{call.Action} and what goes with it ({string.Join(", ", others)})"
        : call.Action;
}
