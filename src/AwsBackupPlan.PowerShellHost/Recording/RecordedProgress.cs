using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Recording;

/// <summary>A progress record, copied when it was written: commands reuse theirs.</summary>
/// <param name="SourceId">Which command wrote it.</param>
/// <param name="ActivityId">Which bar it is about.</param>
/// <param name="ParentActivityId">The bar it belongs under; -1 when it stands alone.</param>
/// <param name="Activity">The bar's title.</param>
/// <param name="Status">The bar's status.</param>
/// <param name="CurrentOperation">What is being done.</param>
/// <param name="PercentComplete">0 to 100; -1 when it is not known.</param>
/// <param name="IsCompleted">The bar goes away.</param>
public sealed record RecordedProgress(
    long SourceId, int ActivityId, int ParentActivityId, string Activity, string Status, string? CurrentOperation, int PercentComplete, bool IsCompleted)
{
    internal static RecordedProgress Of(long sourceId, ProgressRecord record) => new(
        sourceId, record.ActivityId, record.ParentActivityId, record.Activity, record.StatusDescription, record.CurrentOperation,
        record.PercentComplete, record.RecordType == ProgressRecordType.Completed);
}
