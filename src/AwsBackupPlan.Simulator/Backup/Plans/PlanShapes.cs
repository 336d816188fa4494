using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>What the bodies of the plan operations hold.</summary>
internal static class PlanShapes
{
    public static readonly Shape Lifecycle = Shape.Structure(
        ("MoveToColdStorageAfterDays", Shape.WholeNumber),
        ("DeleteAfterDays", Shape.WholeNumber),
        ("OptInToArchiveForSupportedResources", Shape.TrueOrFalse),
        ("DeleteAfterEvent", Shape.Text));

    private static readonly Shape CopyAction = Shape.Structure(
        ("Lifecycle", Lifecycle), ("DestinationBackupVaultArn", Shape.Text));

    private static readonly Shape Rule = Shape.Structure(
        ("RuleName", Shape.Text),
        ("TargetBackupVaultName", Shape.Text),
        ("TargetLogicallyAirGappedBackupVaultArn", Shape.Text),
        ("ScheduleExpression", Shape.Text),
        ("StartWindowMinutes", Shape.WholeNumber),
        ("CompletionWindowMinutes", Shape.WholeNumber),
        ("Lifecycle", Lifecycle),
        ("RecoveryPointTags", Shape.TextMap),
        ("CopyActions", Shape.List(CopyAction)),
        ("EnableContinuousBackup", Shape.TrueOrFalse),
        ("ScheduleExpressionTimezone", Shape.Text),
        ("IndexActions", Shape.List(Shape.Structure(("ResourceTypes", Shape.TextList)))),
        ("ScanActions", Shape.List(Shape.Structure(("MalwareScanner", Shape.Text), ("ScanMode", Shape.Text)))));

    private static readonly Shape Plan = Shape.Structure(
        ("BackupPlanName", Shape.Text),
        ("Rules", Shape.List(Rule)),
        ("AdvancedBackupSettings", Shape.List(Shape.Structure(("ResourceType", Shape.Text), ("BackupOptions", Shape.TextMap)))),
        ("ScanSettings", Shape.List(Shape.Structure(
            ("MalwareScanner", Shape.Text), ("ResourceTypes", Shape.TextList), ("ScannerRoleArn", Shape.Text)))));

    public static readonly Shape CreateInput = Shape.Structure(
        ("BackupPlan", Plan), ("BackupPlanTags", Shape.TextMap), ("CreatorRequestId", Shape.Text));

    public static readonly Shape UpdateInput = Shape.Structure(("BackupPlan", Plan));
}
