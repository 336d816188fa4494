using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>How far the making, changing or deleting of a framework or a report plan has come.</summary>
internal sealed class AuditDeployment
{
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";

    private const string InProgress = "_IN_PROGRESS";

    public string Status { get; private set; } = Completed;

    /// <summary>Refuses what cannot begin before what goes on has ended.</summary>
    public void DemandRest(string arn)
    {
        if (Status.EndsWith(InProgress, StringComparison.Ordinal))
        {
            throw BackupErrors.Conflict($"{arn} is in the state {Status}. Try again when it has ended.");
        }
    }

    /// <summary>Begins; it ends by itself.</summary>
    /// <param name="call">What asked for it.</param>
    /// <param name="verb"><c>CREATE</c>, <c>UPDATE</c> or <c>DELETE</c>.</param>
    /// <param name="end">What it ends in.</param>
    public void Begin(BackupCall call, string verb, Func<DateTimeOffset, string> end)
    {
        Status = verb + InProgress;
        call.State.Timeline.Schedule(call.Now + call.Behaviour.AuditDeploysFor, now => Status = end(now));
    }
}
