using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>Waits for Audit Manager, which deploys and deletes in its own time.</summary>
internal sealed class AuditWaiting(AccountSession session, TimeSpan timeout)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly AuditReader _reader = new(session);
    private Deadline? _deadline;

    /// <summary>Whether a deployment has not ended.</summary>
    public static bool IsInProgress(string? status) => status?.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) == true;

    /// <summary>Writes, as soon as what goes on before that has ended.</summary>
    public async Task WriteAsync(Func<Task> write, CancellationToken cancellationToken)
    {
        var waits = Waits();
        while (true)
        {
            try
            {
                await write().ConfigureAwait(false);
                return;
            }
            catch (ConflictException)
            {
                if (!await waits.WaitAsync(cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Deletes a report plan, and waits until it is gone. One that is gone already is as good.</summary>
    public async Task DeleteReportPlanAsync(string region, string name, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(() => session.Backup(region).DeleteReportPlanAsync(new DeleteReportPlanRequest { ReportPlanName = name }, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException)
        {
            return;
        }

        await ForReportPlanAsync(region, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The framework when its deployment has ended; <see langword="null"/> when it is gone.</summary>
    public async Task<DescribeFrameworkResponse?> ForFrameworkAsync(string region, string name, CancellationToken cancellationToken)
    {
        var waits = Waits();
        while (true)
        {
            var framework = await _reader.FindFrameworkAsync(region, name, cancellationToken).ConfigureAwait(false);
            if (framework is null || !IsInProgress(framework.DeploymentStatus))
            {
                return framework;
            }

            await WaitAsync(waits, $"framework {name}", framework.DeploymentStatus, region, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a report plan is at rest, or gone.</summary>
    public async Task ForReportPlanAsync(string region, string name, CancellationToken cancellationToken)
    {
        var waits = Waits();
        while (await _reader.FindReportPlanAsync(region, name, cancellationToken).ConfigureAwait(false) is { } plan && IsInProgress(plan.DeploymentStatus))
        {
            await WaitAsync(waits, $"report plan {name}", plan.DeploymentStatus, region, cancellationToken).ConfigureAwait(false);
        }
    }

    // The time runs from the first thing that is written, not while somebody thinks about a question.
    private Backoff Waits() => (_deadline ??= new Deadline(session.Time, timeout)).Waits(First, Longest);

    private async Task WaitAsync(Backoff waits, string what, string status, string region, CancellationToken cancellationToken)
    {
        if (!await waits.WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new AccountException(
                "AuditTimeout",
                FailureCategory.OperationTimeout,
                $"The {what} in {region} of account {session.Target.AccountId} is still {status} after {Counted.Of((long)timeout.TotalSeconds, "second")}.",
                "Audit Manager goes on by itself. Run this command again later, or with a longer -TimeoutSeconds.")
            {
                Region = region,
            };
        }
    }
}
