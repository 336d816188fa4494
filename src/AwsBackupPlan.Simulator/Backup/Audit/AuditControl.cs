namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>A control of Audit Manager.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Governed">The type that AWS Config has to record for it.</param>
/// <param name="TakesResourceTypes">Whether its scope can name types of resources; otherwise it judges plans, vaults or recovery points alone.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record AuditControl(string Name, string Governed, bool TakesResourceTypes, params IReadOnlyList<AuditParameter> Parameters)
{
    private const string Plan = "AWS::Backup::BackupPlan";
    private const string Selection = "AWS::Backup::BackupSelection";
    private const string Vault = "AWS::Backup::BackupVault";
    private const string Point = "AWS::Backup::RecoveryPoint";

    private const string Accounts = "[0-9]{12}";
    private const string Regions = "[a-z]{2,}(-[a-z]+)+-[0-9]+";
    private const string Principals = @"arn:[a-z0-9-]+:iam::([0-9]{12}|\*):(role|user)/.+";

    private static readonly Dictionary<string, AuditControl> All = new AuditControl[]
    {
        new("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", Selection, TakesResourceTypes: true),
        new(
            "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK",
            Plan,
            TakesResourceTypes: false,
            AuditParameter.Unit("requiredFrequencyUnit"),
            AuditParameter.Time("requiredFrequencyValue", "requiredFrequencyUnit", mostHours: 24, mostDays: 31),
            AuditParameter.Number("requiredRetentionDays")),
        new("BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", Point, TakesResourceTypes: false, AuditParameter.Number("requiredRetentionDays")),
        new("BACKUP_RECOVERY_POINT_ENCRYPTED", Point, TakesResourceTypes: false),
        new("BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED", Vault, TakesResourceTypes: false, AuditParameter.List("principalArnList", Principals)),
        new("BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION", Selection, TakesResourceTypes: true, AuditParameter.List("crossRegionList", Regions)),
        new("BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT", Selection, TakesResourceTypes: true, AuditParameter.List("crossAccountList", Accounts)),
        new("BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK", Selection, TakesResourceTypes: true, AuditParameter.Number("minRetentionDays"), AuditParameter.Number("maxRetentionDays")),
        new(
            "BACKUP_LAST_RECOVERY_POINT_CREATED",
            Point,
            TakesResourceTypes: true,
            AuditParameter.Unit("recoveryPointAgeUnit"),
            AuditParameter.Time("recoveryPointAgeValue", "recoveryPointAgeUnit", mostHours: 744, mostDays: 31)),
        new("RESTORE_TIME_FOR_RESOURCES_MEET_TARGET", Point, TakesResourceTypes: true, AuditParameter.Number("maxRestoreTime")),
        new(
            "RESOURCES_IN_LOGICALLY_AIR_GAPPED_VAULT",
            Point,
            TakesResourceTypes: true,
            AuditParameter.Unit("recoveryPointAgeUnit"),
            AuditParameter.Time("recoveryPointAgeValue", "recoveryPointAgeUnit", mostHours: 744, mostDays: 31)),
    }.ToDictionary(static control => control.Name, StringComparer.Ordinal);

    /// <summary>The control of a name, or <see langword="null"/>.</summary>
    public static AuditControl? Find(string name) => All.GetValueOrDefault(name);
}
