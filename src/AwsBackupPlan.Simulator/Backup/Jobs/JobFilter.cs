using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>The filters that ListBackupJobs and ListCopyJobs share; all that are given must hold. Lists reach back 30 days.</summary>
internal sealed class JobFilter
{
    private readonly string? _resourceArn;
    private readonly string? _resourceType;
    private readonly string? _state;
    private readonly string? _messageCategory;
    private readonly bool _isOtherAccount;
    private readonly string? _parentJobId;
    private readonly DateTimeOffset? _createdBefore;
    private readonly DateTimeOffset? _createdAfter;
    private readonly DateTimeOffset? _completeBefore;
    private readonly DateTimeOffset? _completeAfter;
    private readonly DateTimeOffset _oldest;

    public JobFilter(BackupCall call, IReadOnlyCollection<string> states, string stateName = "state")
    {
        _resourceArn = call.Query("resourceArn");
        _resourceType = call.Query("resourceType");
        _state = call.QueryEnum(stateName, states);
        _messageCategory = call.Query("messageCategory");
        _isOtherAccount = call.Query("accountId") is { } account and not "*" && !string.Equals(account, call.Region.AccountId, StringComparison.Ordinal);
        _parentJobId = call.Query("parentJobId");
        _createdBefore = call.QueryTime("createdBefore");
        _createdAfter = call.QueryTime("createdAfter");
        _completeBefore = call.QueryTime("completeBefore");
        _completeAfter = call.QueryTime("completeAfter");
        _oldest = call.Now.AddDays(-30);
    }

    public bool Matches(IJob job) =>
        !_isOtherAccount
        && job.CreationDate >= _oldest
        && Fits(_resourceArn, job.ResourceArn)
        && Fits(_resourceType, job.ResourceType)
        && Fits(_state, job.State)
        && Fits(_messageCategory, job.MessageCategory)
        && Fits(_parentJobId, job.ParentJobId)
        && (_createdBefore is null || job.CreationDate < _createdBefore)
        && (_createdAfter is null || job.CreationDate > _createdAfter)
        && (_completeBefore is null || job.CompletionDate < _completeBefore)
        && (_completeAfter is null || job.CompletionDate > _completeAfter);

    private static bool Fits(string? wanted, string? actual) => wanted is null || string.Equals(wanted, actual, StringComparison.Ordinal);
}
