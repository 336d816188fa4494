using System.Management.Automation;
using Amazon;
using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace AwsBackupPlan.Sandbox.Simulation;

/// <summary>A command that does in an account what somebody else might do there: with AWS's own interface, not with the module.</summary>
/// <remarks>Where AWS is, and whose keys are used, the environment says; the Sandbox has set it.</remarks>
public abstract class SimulatedAccountCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The account.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string AccountId { get; set; } = string.Empty;

    /// <summary>The ABS name.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string AbsName { get; set; } = string.Empty;

    /// <summary>The Region of the plan.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Region { get; set; } = "us-east-1";

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
#pragma warning disable VSTHRD002 // A cmdlet is synchronous, and its thread has no synchronisation context to deadlock on.
            var done = RunAsync(_stopping.Token).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
            WriteInformation(new HostInformationMessage { Message = done }, ["PSHOST"]);
        }
        catch (AmazonServiceException exception)
        {
            WriteError(new ErrorRecord(exception, exception.ErrorCode, ErrorCategory.NotSpecified, AccountId));
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C: the pipeline ends by itself.
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Does it.</summary>
    /// <returns>What was done, in a sentence.</returns>
    protected abstract Task<string> RunAsync(AmazonBackupClient backup, CancellationToken cancellationToken);

    /// <summary>The name of the set's plan.</summary>
    protected string PlanName => $"{AbsName}-RDS-BackupPlan-Default";

    /// <summary>The set's plan, or <see langword="null"/> where there is none.</summary>
    protected async Task<GetBackupPlanResponse?> FindPlanAsync(AmazonBackupClient backup, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(backup);
        var plans = backup.Paginators.ListBackupPlans(new ListBackupPlansRequest()).BackupPlansList;
        var id = await plans.Where(plan => string.Equals(plan.BackupPlanName, PlanName, StringComparison.Ordinal)).Select(static plan => plan.BackupPlanId)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return id is null ? null : await backup.GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = id }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Releases what the command holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stopping.Dispose();
        }
    }

    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var region = RegionEndpoint.GetBySystemName(Region);
        using var sts = new AmazonSecurityTokenServiceClient(region);
        var role = new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{AccountId}:role/Xacnt_Backup_Role", RoleSessionName = "somebody-else" };
        var assumed = await sts.AssumeRoleAsync(role, cancellationToken).ConfigureAwait(false);
        // The simulator is at one address for all Regions, which tells the SDK none.
        using var backup = new AmazonBackupClient(assumed.Credentials, new AmazonBackupConfig { RegionEndpoint = region, AuthenticationRegion = Region });
        return await RunAsync(backup, cancellationToken).ConfigureAwait(false);
    }
}
