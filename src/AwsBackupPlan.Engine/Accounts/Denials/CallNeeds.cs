using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Rds;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Accounts.Storage;
using AssumeRoleRequest = Amazon.SecurityToken.Model.AssumeRoleRequest;
using CreateAliasRequest = Amazon.KeyManagementService.Model.CreateAliasRequest;
using CreateGrantRequest = Amazon.KeyManagementService.Model.CreateGrantRequest;
using CreateKeyRequest = Amazon.KeyManagementService.Model.CreateKeyRequest;
using DescribeKeyRequest = Amazon.KeyManagementService.Model.DescribeKeyRequest;
using EnableKeyRotationRequest = Amazon.KeyManagementService.Model.EnableKeyRotationRequest;
using GenerateDataKeyRequest = Amazon.KeyManagementService.Model.GenerateDataKeyRequest;
using GetKeyPolicyRequest = Amazon.KeyManagementService.Model.GetKeyPolicyRequest;
using GetKeyRotationStatusRequest = Amazon.KeyManagementService.Model.GetKeyRotationStatusRequest;
using GetParameterRequest = Amazon.SimpleSystemsManagement.Model.GetParameterRequest;
using ListResourceTagsRequest = Amazon.KeyManagementService.Model.ListResourceTagsRequest;
using PutParameterRequest = Amazon.SimpleSystemsManagement.Model.PutParameterRequest;
using ReplicateKeyRequest = Amazon.KeyManagementService.Model.ReplicateKeyRequest;

namespace AwsBackupPlan.Engine.Accounts.Denials;

/// <summary>What has to be allowed for a call, on which resources: its own action, and those that AWS takes on the caller's behalf.</summary>
internal sealed class CallNeeds
{
    private const string Any = "*";

    private static readonly string[] PointKinds = [":snapshot:awsbackup:", ":cluster-snapshot:awsbackup:", ":recovery-point:"];

    private readonly AwsCall _call;
    private readonly object _request;
    private readonly string _partition;

    private CallNeeds(AwsCall call, object request) => (_call, _request, _partition) = (call, request, Partitions.Find(call.Region) ?? "aws");

    /// <summary>The needs of a call, its own action first.</summary>
    public static IReadOnlyList<NeededAction> Of(AwsCall call, object request)
    {
        var needs = new CallNeeds(call, request);
        // An alias is made by who may do so on the alias and on the key.
        var onKey = request is CreateAliasRequest alias ? [needs.OnKey(call.Action, alias.TargetKeyId)] : Array.Empty<NeededAction>();
        return [needs.Own(), .. onKey, .. Permissions.Beside(call.Action).Where(needs.Applies).Select(needs.Beside)];
    }

    private NeededAction Own() => _request switch
    {
        DescribeKeyRequest key => OnKey(_call.Action, key.KeyId),
        GetKeyPolicyRequest key => OnKey(_call.Action, key.KeyId),
        GetKeyRotationStatusRequest key => OnKey(_call.Action, key.KeyId),
        EnableKeyRotationRequest key => OnKey(_call.Action, key.KeyId),
        ListResourceTagsRequest key => OnKey(_call.Action, key.KeyId),
        GenerateDataKeyRequest key => OnKey(_call.Action, key.KeyId),
        CreateGrantRequest key => OnKey(_call.Action, key.KeyId),
        ReplicateKeyRequest key => OnKey(_call.Action, key.KeyId),
        _ => OnResource(_call.Action),
    };

    // Of recovery points there are thousands, and who may delete one of the set may delete all.
    private NeededAction OnResource(string action)
    {
        var resource = Resource();
        var point = Array.Find(PointKinds, kind => resource.Contains(kind));
        return new NeededAction(action, resource) { Scope = point is null ? resource : $"{resource.Remove(resource.IndexOf(point, StringComparison.Ordinal) + point.Length)}*" };
    }

    private string Resource() => _request switch
    {
        // Of a new plan the id is not known yet.
        CreateBackupPlanRequest => Plan(Any),
        GetBackupPlanRequest plan => Plan(plan.BackupPlanId),
        ListBackupPlanVersionsRequest plan => Plan(plan.BackupPlanId),
        UpdateBackupPlanRequest plan => Plan(plan.BackupPlanId),
        DeleteBackupPlanRequest plan => Plan(plan.BackupPlanId),
        CreateBackupSelectionRequest selection => Plan(selection.BackupPlanId),
        GetBackupSelectionRequest selection => Plan(selection.BackupPlanId),
        ListBackupSelectionsRequest selections => Plan(selections.BackupPlanId),
        DeleteBackupSelectionRequest selection => Plan(selection.BackupPlanId),
        ListTagsRequest tags => tags.ResourceArn,
        TagResourceRequest tags => tags.ResourceArn,
        UntagResourceRequest tags => tags.ResourceArn,
        DeleteRecoveryPointRequest point => point.RecoveryPointArn,
        DisassociateRecoveryPointRequest point => point.RecoveryPointArn,
        DescribeRecoveryPointRequest point => point.RecoveryPointArn,
        GetRecoveryPointRestoreMetadataRequest point => point.RecoveryPointArn,
        StartCopyJobRequest copy => copy.RecoveryPointArn,
        StartRestoreJobRequest restore => restore.RecoveryPointArn,
        GetLegalHoldRequest hold => Backup($"legal-hold:{hold.LegalHoldId}"),
        CreateFrameworkRequest => Backup("framework:*"),
        CreateReportPlanRequest => Backup("report-plan:*"),
        // Their ARNs end with an id.
        DescribeFrameworkRequest framework => Backup($"framework:{framework.FrameworkName}-*"),
        UpdateFrameworkRequest framework => Backup($"framework:{framework.FrameworkName}-*"),
        DeleteFrameworkRequest framework => Backup($"framework:{framework.FrameworkName}-*"),
        DescribeReportPlanRequest plan => Backup($"report-plan:{plan.ReportPlanName}-*"),
        UpdateReportPlanRequest plan => Backup($"report-plan:{plan.ReportPlanName}-*"),
        DeleteReportPlanRequest plan => Backup($"report-plan:{plan.ReportPlanName}-*"),
        StartReportJobRequest report => Backup($"report-plan:{report.ReportPlanName}-*"),
        GetParameterRequest parameter => Parameter(parameter.Name),
        PutParameterRequest parameter => Parameter(parameter.Name),
        CreateAliasRequest alias => Kms(alias.AliasName),
        AssumeRoleRequest role => role.RoleArn,
        _ when _call.Service is "s3" => StoredFileNeeds.ResourceOf(_request, _partition),
        DescribeDBInstancesRequest => Rds("db:*"),
        DescribeDBClustersRequest => Rds("cluster:*"),
        _ => VaultName() is { } vault ? Vault(vault) : Any,
    };

    private string? VaultName() => _request switch
    {
        CreateBackupVaultRequest vault => vault.BackupVaultName,
        DescribeBackupVaultRequest vault => vault.BackupVaultName,
        DeleteBackupVaultRequest vault => vault.BackupVaultName,
        ListRecoveryPointsByBackupVaultRequest vault => vault.BackupVaultName,
        StartBackupJobRequest backup => backup.BackupVaultName,
        PutBackupVaultLockConfigurationRequest vault => vault.BackupVaultName,
        DeleteBackupVaultLockConfigurationRequest vault => vault.BackupVaultName,
        GetBackupVaultNotificationsRequest vault => vault.BackupVaultName,
        PutBackupVaultNotificationsRequest vault => vault.BackupVaultName,
        DeleteBackupVaultNotificationsRequest vault => vault.BackupVaultName,
        GetBackupVaultAccessPolicyRequest vault => vault.BackupVaultName,
        PutBackupVaultAccessPolicyRequest vault => vault.BackupVaultName,
        DeleteBackupVaultAccessPolicyRequest vault => vault.BackupVaultName,
        _ => null,
    };

    // The kind of a recovery point tells which of the snapshot actions its deletion takes.
    private bool Applies(string action) => action switch
    {
        "rds:DeleteDBSnapshot" => Resource().Contains(":snapshot:"),
        "rds:DeleteDBClusterSnapshot" => Resource().Contains(":cluster-snapshot:"),
        "backup:TagResource" => _request is not CreateBackupVaultRequest { BackupVaultTags: null or { Count: 0 } },
        "ssm:AddTagsToResource" => _request is PutParameterRequest { Tags.Count: > 0 },
        _ => true,
    };

    private string? PassedRole() => _request switch
    {
        CreateBackupSelectionRequest selection => selection.BackupSelection?.IamRoleArn,
        StartBackupJobRequest backup => backup.IamRoleArn,
        StartCopyJobRequest copy => copy.IamRoleArn,
        StartRestoreJobRequest restore => restore.IamRoleArn,
        _ => null,
    };

    private NeededAction Beside(string action) => action switch
    {
        "backup-storage:MountCapsule" => new(action, Any),
        "iam:PassRole" => new(action, PassedRole() ?? Any, new PolicyCondition("StringEquals", "iam:PassedToService", "backup.amazonaws.com")),
        "iam:CreateServiceLinkedRole" => new(action, $"arn:{_partition}:iam::{_call.AccountId}:role/aws-service-role/{_request switch
        {
            CreateFrameworkRequest or CreateReportPlanRequest => "reports.backup",
            CreateKeyRequest => "mrk.kms",
            _ => "backup",
        }}.amazonaws.com/*"),
        // A replica is a key that is made in its own Region.
        "kms:CreateKey" => new(action, Any),
        "kms:TagResource" => OnKey(action, (_request as ReplicateKeyRequest)?.KeyId),
        // Which key encrypts a SecureString only the parameter says.
        "kms:Decrypt" when _request is GetParameterRequest => new(action, Key(Any), _partition is "aws" ? [new PolicyCondition("StringEquals", "kms:ViaService", $"ssm.{_call.Region}.amazonaws.com")] : []),
        // A session reads what keys are by itself, too.
        "kms:DescribeKey" => OnKey(action, (_request as CreateBackupVaultRequest)?.EncryptionKeyArn),
        _ when action.StartsWith("kms:", StringComparison.Ordinal) => ThroughBackup(OnKey(action, (_request as CreateBackupVaultRequest)?.EncryptionKeyArn)),
        _ => OnResource(action),
    };

    // A policy takes a key by its ARN alone; of an alias it knows by a condition.
    private NeededAction OnKey(string action, string? key) => key switch
    {
        null => new(action, Key(Any)),
        _ when key.IndexOf("alias/", StringComparison.Ordinal) is >= 0 and var at => new(action, Key(Any), new PolicyCondition("ForAnyValue:StringEquals", "kms:ResourceAliases", key.Substring(at))),
        _ => new(action, key.StartsWith("arn:", StringComparison.Ordinal) ? key : Key(key)),
    };

    // As the role's whole policy has it: no more than a vault takes.
    private NeededAction ThroughBackup(NeededAction need) => need with
    {
        Conditions =
        [
            .. need.Conditions,
            .. _partition is "aws" ? new PolicyCondition[] { new("StringEquals", "kms:ViaService", $"backup.{_call.Region}.amazonaws.com") } : [],
            .. need.Action is "kms:CreateGrant" ? new PolicyCondition[] { new("Bool", "kms:GrantIsForAWSResource", "true") } : [],
        ],
    };

    private string Key(string id) => Kms($"key/{id}");

    private string Kms(string resource) => $"arn:{_partition}:kms:{_call.Region}:{_call.AccountId}:{resource}";

    private string Plan(string id) => Backup($"backup-plan:{id}");

    private string Vault(string name) => name.StartsWith("arn:", StringComparison.Ordinal) ? name : Backup($"backup-vault:{name}");

    private string Backup(string resource) => $"arn:{_partition}:backup:{_call.Region}:{_call.AccountId}:{resource}";

    private string Rds(string resource) => $"arn:{_partition}:rds:{_call.Region}:{_call.AccountId}:{resource}";

    private string Parameter(string name) =>
        name.StartsWith("arn:", StringComparison.Ordinal) ? name : $"arn:{_partition}:ssm:{_call.Region}:{_call.AccountId}:parameter/{name.Split(':')[0].TrimStart('/')}";
}
