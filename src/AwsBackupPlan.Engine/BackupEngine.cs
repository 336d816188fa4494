using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Engine;

/// <summary>The engine: everything that a head can do to a backup set in an account.</summary>
/// <remarks>Safe for many pieces of work at once. No method throws for what goes wrong in an account; only cancellation is thrown.</remarks>
public sealed class BackupEngine(ConnectionOptions connection, TimeProvider? timeProvider = null) : IDisposable
{
    private readonly ConnectionOptions _connection = connection;
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <summary>Brings vaults, plan and selection of a backup set to the desired state.</summary>
    public Task<WorkOutcome<BackupPlanResult>> DeployAsync(AccountTarget target, DeploymentOptions options, IWorkObserver observer, CancellationToken cancellationToken)
        => throw new NotSupportedException($"{_connection} {_time} {target} {options} {observer}");

    /// <summary>Tells what <see cref="DeployAsync"/> would change. Writes nothing.</summary>
    public Task<WorkOutcome<BackupPlanComparison>> CompareAsync(AccountTarget target, DeploymentOptions options, IWorkObserver observer, CancellationToken cancellationToken)
        => throw new NotSupportedException($"{_connection} {_time} {target} {options} {observer}");

    /// <summary>Reads the deployed plans whose ABS name matches the target's, which may be a wildcard pattern (<c>*</c>, <c>?</c>, <c>[a-z]</c>).</summary>
    public Task<WorkOutcome<IReadOnlyList<BackupPlanInfo>>> GetAsync(AccountTarget target, string tagKey, IWorkObserver observer, CancellationToken cancellationToken)
        => throw new NotSupportedException($"{_connection} {_time} {target} {tagKey} {observer}");

    /// <summary>Takes down plan, selections, recovery points and vaults of a backup set.</summary>
    public Task<WorkOutcome<BackupRemovalResult>> RemoveAsync(AccountTarget target, TeardownOptions options, IWorkObserver observer, CancellationToken cancellationToken)
        => throw new NotSupportedException($"{_connection} {_time} {target} {options} {observer}");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
