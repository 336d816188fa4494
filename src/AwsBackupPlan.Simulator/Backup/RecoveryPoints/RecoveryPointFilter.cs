using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.RecoveryPoints;

/// <summary>The filters of ListRecoveryPointsByBackupVault; all that are given must hold.</summary>
internal sealed record RecoveryPointFilter(
    string? ResourceArn, string? ResourceType, string? PlanId, string? ParentArn, DateTimeOffset? CreatedBefore, DateTimeOffset? CreatedAfter)
{
    public static RecoveryPointFilter From(BackupCall call) => new(
        call.Query("resourceArn"),
        call.Query("resourceType"),
        call.Query("backupPlanId"),
        call.Query("parentRecoveryPointArn"),
        call.QueryTime("createdBefore"),
        call.QueryTime("createdAfter"));

    public bool Matches(RecoveryPoint point) =>
        Fits(ResourceArn, point.ResourceArn)
        && Fits(ResourceType, point.ResourceType)
        && Fits(PlanId, point.PlanId)
        && Fits(ParentArn, point.ParentRecoveryPointArn)
        && (CreatedBefore is null || point.CreationDate < CreatedBefore)
        && (CreatedAfter is null || point.CreationDate > CreatedAfter);

    private static bool Fits(string? wanted, string? actual) => wanted is null || string.Equals(wanted, actual, StringComparison.Ordinal);
}
