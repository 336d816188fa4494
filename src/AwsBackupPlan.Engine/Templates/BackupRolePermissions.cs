using AwsBackupPlan.Engine.Accounts.Denials;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Templates;

/// <summary>What the role that AWS Backup assumes has to be allowed for RDS and Aurora: backups, copies and restores.</summary>
internal static class BackupRolePermissions
{
    private const string Prefix = "arn:${AWS::Partition}:";
    private const string Rds = Prefix + "rds:*:${AWS::AccountId}:";
    private const string Keys = Prefix + "kms:*:${AWS::AccountId}:key/*";
    private const string OwnSnapshots = Rds + "snapshot:awsbackup:*";
    private const string OwnClusterSnapshots = Rds + "cluster-snapshot:awsbackup:*";

    /// <summary>For backups and copies.</summary>
    public static IReadOnlyList<PermissionStatement> Backups { get; } =
    [
        new("DatabasesByTag", "How AWS Backup finds what a selection by tag means. The action knows no resource; without it a selection is refused.", ["tag:GetResources"], [PermissionStatement.Any]),
        new(
            "SnapshotsOfInstances",
            "No condition on tags of the request: AWS Backup sets its own.",
            ["rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "rds:CreateDBSnapshot", "rds:CopyDBSnapshot", "rds:AddTagsToResource", "rds:ListTagsForResource"],
            [Rds + "db:*", Rds + "snapshot:*"]),
        new(
            "SnapshotsOfClusters",
            "The same for Aurora and Multi-AZ clusters.",
            [
                "rds:DescribeDBClusters", "rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusterAutomatedBackups", "rds:CreateDBClusterSnapshot", "rds:CopyDBClusterSnapshot",
                "rds:AddTagsToResource", "rds:ListTagsForResource",
            ],
            [Rds + "cluster:*", Rds + "cluster-snapshot:*", Rds + "cluster-auto-backup:*"]),
        new("ContinuousBackups", "A continuous backup is switched on by a change of the database.", ["rds:ModifyDBInstance", "rds:ModifyDBCluster"], [Rds + "db:*", Rds + "cluster:*"]),
        new(
            "EndOfContinuousBackups",
            "And its automated backups go when it ends.",
            ["rds:DeleteDBInstanceAutomatedBackup", "rds:DeleteDBClusterAutomatedBackup"],
            [Rds + "auto-backup:*", Rds + "cluster-auto-backup:*"]),
        new(
            "EndOfSnapshots",
            "At the end of their lifecycle, and sharing with the account of a central vault. Only what AWS Backup itself has made has such a name.",
            ["rds:DeleteDBSnapshot", "rds:ModifyDBSnapshotAttribute", "rds:DeleteDBClusterSnapshot", "rds:ModifyDBClusterSnapshotAttribute"],
            [OwnSnapshots, OwnClusterSnapshots]),
        new("Vaults", "Of other accounts too: a copy into a central vault is allowed by that vault's own policy.", ["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"], [Prefix + "backup:*:*:backup-vault:*"]),
        new("RecoveryPoints", "What is copied, and the tags that it is given.", ["backup:CopyFromBackupVault", "backup:TagResource"], Permissions.RecoveryPoints),
        new("Keys", "Databases have keys of their own, whatever their aliases: what they are used for is bound, not which they are.", ["kms:DescribeKey"], [Keys]),
        new("GrantsOfKeys", "Grants for AWS's services alone.", ["kms:CreateGrant"], [Keys]) { Conditions = [ForServices] },
        new(
            "UseOfKeys",
            "Through RDS and AWS Backup alone.",
            UseThroughRds,
            [Keys])
        {
            Conditions = [ThroughRds],
        },
        new("UseOfKeysByVaults", "The same through AWS Backup.", UseThroughBackup, [Keys])
        {
            Conditions = [ThroughBackup],
        },
    ];

    /// <summary>For restores besides.</summary>
    public static IReadOnlyList<PermissionStatement> Restores { get; } =
    [
        new(
            "Restores",
            "Into new databases. Nothing here deletes one: what a restore that fails leaves behind is for people to look at.",
            [
                "rds:RestoreDBInstanceFromDBSnapshot", "rds:RestoreDBInstanceToPointInTime", "rds:RestoreDBClusterFromSnapshot", "rds:RestoreDBClusterToPointInTime", "rds:CreateDBInstance",
            ],
            [
                Rds + "db:*", Rds + "cluster:*", OwnSnapshots, OwnClusterSnapshots, Rds + "auto-backup:*", Rds + "cluster-auto-backup:*",
                Rds + "subgrp:*", Rds + "og:*", Rds + "pg:*", Rds + "cluster-pg:*",
            ]),
    ];
    /// <summary>For databases that are encrypted with keys of other accounts, besides: the same on those keys, whose own policies have to allow it, too.</summary>
    public static IReadOnlyList<PermissionStatement> KeysOfOthers { get; } =
    [
        new("KeysOfOthers", "Which keys they are says the deployment.", ["kms:DescribeKey"], [PermissionStatement.DatabaseKeys]),
        new("GrantsOfKeysOfOthers", "Grants for AWS's services alone.", ["kms:CreateGrant"], [PermissionStatement.DatabaseKeys]) { Conditions = [ForServices] },
        new("UseOfKeysOfOthers", "Through RDS and AWS Backup alone.", UseThroughRds, [PermissionStatement.DatabaseKeys]) { Conditions = [ThroughRds] },
        new("UseOfKeysOfOthersByVaults", "The same through AWS Backup.", UseThroughBackup, [PermissionStatement.DatabaseKeys]) { Conditions = [ThroughBackup] },
    ];

    private static string[] UseThroughRds => ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"];

    private static string[] UseThroughBackup => ["kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"];

    private static PolicyCondition ForServices => new("Bool", "kms:GrantIsForAWSResource", "true");

    private static PolicyCondition ThroughRds => new("StringLike", "kms:ViaService", "rds.*.${AWS::URLSuffix}");

    private static PolicyCondition ThroughBackup => new("StringLike", "kms:ViaService", "backup.*.${AWS::URLSuffix}");
}
