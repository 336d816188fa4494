using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Audit;
using AwsBackupPlan.Simulator.Backup.Jobs;
using AwsBackupPlan.Simulator.Backup.LegalHolds;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Protection;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Restores;
using AwsBackupPlan.Simulator.Backup.Selections;
using AwsBackupPlan.Simulator.Backup.Settings;
using AwsBackupPlan.Simulator.Backup.Tags;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup;

/// <summary>AWS Backup: vaults, plans, selections, tags, recovery points, jobs and settings of any account and Region.</summary>
/// <remarks>
/// One lock guards the state of all accounts, since copies reach from one into another. It is held while an operation works on
/// the state, which takes microseconds, and not while JSON is written.
/// </remarks>
public sealed partial class BackupService : ISimulatedService
{
    private static readonly Dictionary<string, Func<BackupCall, JsonObject?>> Operations = new(StringComparer.Ordinal)
    {
        ["CreateBackupVault"] = VaultOperations.Create,
        ["DescribeBackupVault"] = VaultOperations.Describe,
        ["ListBackupVaults"] = VaultOperations.List,
        ["DeleteBackupVault"] = VaultOperations.Delete,
        ["PutBackupVaultAccessPolicy"] = VaultSettingsOperations.PutAccessPolicy,
        ["GetBackupVaultAccessPolicy"] = VaultSettingsOperations.GetAccessPolicy,
        ["DeleteBackupVaultAccessPolicy"] = VaultSettingsOperations.DeleteAccessPolicy,
        ["PutBackupVaultLockConfiguration"] = VaultSettingsOperations.PutLock,
        ["DeleteBackupVaultLockConfiguration"] = VaultSettingsOperations.DeleteLock,
        ["PutBackupVaultNotifications"] = VaultSettingsOperations.PutNotifications,
        ["GetBackupVaultNotifications"] = VaultSettingsOperations.GetNotifications,
        ["DeleteBackupVaultNotifications"] = VaultSettingsOperations.DeleteNotifications,
        ["CreateBackupPlan"] = PlanOperations.Create,
        ["GetBackupPlan"] = PlanOperations.Get,
        ["UpdateBackupPlan"] = PlanOperations.Update,
        ["DeleteBackupPlan"] = PlanOperations.Delete,
        ["ListBackupPlans"] = PlanOperations.List,
        ["ListBackupPlanVersions"] = PlanOperations.ListVersions,
        ["CreateBackupSelection"] = SelectionOperations.Create,
        ["GetBackupSelection"] = SelectionOperations.Get,
        ["ListBackupSelections"] = SelectionOperations.List,
        ["DeleteBackupSelection"] = SelectionOperations.Delete,
        ["TagResource"] = TagOperations.Tag,
        ["UntagResource"] = TagOperations.Untag,
        ["ListTags"] = TagOperations.List,
        ["ListRecoveryPointsByBackupVault"] = RecoveryPointOperations.ListByVault,
        ["ListRecoveryPointsByResource"] = RecoveryPointOperations.ListByResource,
        ["DescribeRecoveryPoint"] = RecoveryPointOperations.Describe,
        ["DeleteRecoveryPoint"] = RecoveryPointOperations.Delete,
        ["UpdateRecoveryPointLifecycle"] = RecoveryPointOperations.UpdateLifecycle,
        ["DisassociateRecoveryPoint"] = RecoveryPointOperations.Disassociate,
        ["DisassociateRecoveryPointFromParent"] = RecoveryPointOperations.DisassociateFromParent,
        ["ListProtectedResources"] = ProtectedResourceOperations.List,
        ["ListProtectedResourcesByBackupVault"] = ProtectedResourceOperations.ListByVault,
        ["DescribeProtectedResource"] = ProtectedResourceOperations.Describe,
        ["StartBackupJob"] = BackupJobOperations.Start,
        ["DescribeBackupJob"] = BackupJobOperations.Describe,
        ["ListBackupJobs"] = BackupJobOperations.List,
        ["StopBackupJob"] = BackupJobOperations.Stop,
        ["StartCopyJob"] = CopyJobOperations.Start,
        ["DescribeCopyJob"] = CopyJobOperations.Describe,
        ["ListCopyJobs"] = CopyJobOperations.List,
        ["GetRecoveryPointRestoreMetadata"] = RestoreJobOperations.PointMetadata,
        ["StartRestoreJob"] = RestoreJobOperations.Start,
        ["DescribeRestoreJob"] = RestoreJobOperations.Describe,
        ["GetRestoreJobMetadata"] = RestoreJobOperations.JobMetadata,
        ["ListRestoreJobs"] = RestoreJobOperations.List,
        ["ListRestoreJobsByProtectedResource"] = RestoreJobOperations.ListByResource,
        ["DescribeRegionSettings"] = SettingsOperations.DescribeRegion,
        ["UpdateRegionSettings"] = SettingsOperations.UpdateRegion,
        ["DescribeGlobalSettings"] = SettingsOperations.DescribeGlobal,
        ["UpdateGlobalSettings"] = SettingsOperations.UpdateGlobal,
        ["GetSupportedResourceTypes"] = SettingsOperations.SupportedTypes,
        ["CreateLegalHold"] = LegalHoldOperations.Create,
        ["GetLegalHold"] = LegalHoldOperations.Get,
        ["ListLegalHolds"] = LegalHoldOperations.List,
        ["CancelLegalHold"] = LegalHoldOperations.Cancel,
        ["ListRecoveryPointsByLegalHold"] = LegalHoldOperations.ListRecoveryPoints,
        ["CreateFramework"] = FrameworkOperations.Create,
        ["DescribeFramework"] = FrameworkOperations.Describe,
        ["ListFrameworks"] = FrameworkOperations.List,
        ["UpdateFramework"] = FrameworkOperations.Update,
        ["DeleteFramework"] = FrameworkOperations.Delete,
        ["CreateReportPlan"] = ReportPlanOperations.Create,
        ["DescribeReportPlan"] = ReportPlanOperations.Describe,
        ["ListReportPlans"] = ReportPlanOperations.List,
        ["UpdateReportPlan"] = ReportPlanOperations.Update,
        ["DeleteReportPlan"] = ReportPlanOperations.Delete,
        ["StartReportJob"] = ReportJobOperations.Start,
        ["DescribeReportJob"] = ReportJobOperations.Describe,
        ["ListReportJobs"] = ReportJobOperations.List,
    };

    private readonly Lock _gate = new();
    private readonly SimulatorWorld _world;
    private BackupState _state;

    /// <summary>Makes the service, with nothing in it.</summary>
    /// <param name="world">What all services of the simulator share.</param>
    public BackupService(SimulatorWorld world)
    {
        _world = world;
        _state = new BackupState(world, Behaviour);
        Behaviour.PlansRun = world.Options.RunPlans;
        world.CatchUp = CatchUp;
    }

    /// <summary>What AWS does at one time and not at another.</summary>
    public BackupBehaviour Behaviour { get; } = new();

    /// <inheritdoc/>
    public string SigningName => "backup";

    /// <inheritdoc/>
    public WireProtocol Protocol => WireProtocol.RestJson;

    /// <inheritdoc/>
    public string? OperationOf(SimulatedRequest request) => BackupRoutes.Find(request.Method, request.RawPath)?.Operation;

    /// <inheritdoc/>
    public SimulatedResponse Handle(string operation, SimulatedRequest request)
    {
        if (!Operations.TryGetValue(operation, out var run))
        {
            throw BackupErrors.NotImplemented(operation);
        }

        var route = BackupRoutes.Of(operation);
        var labels = route.Labels(BackupRoutes.Split(request.RawPath));
        JsonObject? answer;
        lock (_gate)
        {
            var now = _world.Now;
            _state.Timeline.RunDue(now);
            var call = new BackupCall(_state, request, labels, now);
            VaultAccess.Check(call, operation);
            answer = run(call);
            if (ProtectionRecord.IsMovedBy(operation))
            {
                call.Region.Protection.Update(call.Region, _world.Databases(request.AccountId, request.Region), operation, now);
            }
        }

        return RestJson.Write(answer, route.StatusCode);
    }

    /// <inheritdoc/>
    public SimulatedResponse WriteError(SimulatedException error, string requestId) => RestJson.WriteError(error);

    /// <inheritdoc/>
    /// <remarks><see cref="Behaviour"/> stays as it was set.</remarks>
    public void Reset()
    {
        lock (_gate)
        {
            _state = new BackupState(_world, Behaviour);
        }
    }

    // Asked before every call of every service: as a rule nothing is due.
    private void CatchUp()
    {
        if (!Volatile.Read(ref _state).Timeline.IsDue(_world.Now))
        {
            return;
        }

        lock (_gate)
        {
            _state.Timeline.RunDue(_world.Now);
        }
    }
}
