using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Cmdlets.Plans;

/// <summary>A cmdlet that knows how a backup set should look.</summary>
/// <typeparam name="TResult">What it writes for each account.</typeparam>
public abstract class DeploymentCommand<TResult> : FleetCommand<TResult>
    where TResult : class
{
    private const string FromParameter = "PlanParameter";
    private const string FromPath = "PlanPath";
    private const string FromObject = "PlanDocument";

    private DeploymentOptions _options = new();

    /// <summary>The parameter of AWS Systems Manager, in the primary Region of each account, that holds the plan document. A SecureString is decrypted.</summary>
    [Parameter(ParameterSetName = FromParameter)]
    public string PlanParameterName { get; set; } = "/backupprocess/backupplan";

    /// <summary>A file that holds the plan document as JSON, for all accounts. Wildcards have no meaning in it.</summary>
    [Parameter(ParameterSetName = FromPath, Mandatory = true)]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string? PlanPath { get; set; }

    /// <summary>The plan document itself, for all accounts: JSON text, a hashtable, or what ConvertFrom-Json makes.</summary>
    [Parameter(ParameterSetName = FromObject, Mandatory = true)]
    [ValidateNotNull]
    public object? PlanDocument { get; set; }

    /// <summary>The role that AWS Backup assumes to make backups and copies: its name in each account, or the whole ARN.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string BackupRoleName { get; set; } = "AWSBackup-Custom";

    /// <summary>The alias of the KMS key that encrypts the vaults, the same in every Region. Without it: the ABS name followed by -key.</summary>
    [Parameter]
    public string? KeyAlias { get; set; }

    /// <summary>The key of the tag that marks what belongs to the backup set: databases, vaults and plan.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <summary>The types of resources that are backed up, by AWS Backup's names, such as RDS, Aurora, DynamoDB, EFS or EBS. Without it: RDS and Aurora. What is backed up also has to carry the tag.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ResourceTypeCompleter))]
    public string[]? ResourceType { get; set; }

    /// <summary>ARNs of resources to back up, or patterns with *, instead of -ResourceType. What is backed up also has to carry the tag.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ResourceArnCompleter))]
    public string[]? ResourceArn { get; set; }

    /// <summary>Leaves rules without copy actions as they are. Otherwise each of them copies to every Region of -CopyRegion.</summary>
    [Parameter]
    public SwitchParameter NoCopy { get; set; }

    /// <summary>When every rule runs, instead of what the document says: an AWS cron expression of six fields, such as cron(0 12 * * ? *).</summary>
    [Parameter]
    public string? ScheduleExpression { get; set; }

    /// <summary>The time zone of the schedule of every rule, instead of what the document says, such as Europe/Berlin.</summary>
    [Parameter]
    public string? ScheduleExpressionTimezone { get; set; }

    /// <summary>After how many days recovery points and their copies are deleted, instead of what the document says: 1 to 36500, or -1 for never.</summary>
    [Parameter]
    public int? DeleteAfterDays { get; set; }

    /// <summary>Protect gives both vaults an access policy that denies all but -ProtectedPrincipal to delete recovery points and the vault, to take continuous backups out of it, to change lifecycles, and to change the policy or the lock. Without it their policies are left as they are.</summary>
    [Parameter]
    public VaultAccessPolicy VaultAccessPolicy { get; set; } = VaultAccessPolicy.AsIs;

    /// <summary>Whom -VaultAccessPolicy Protect lets through: ARNs of roles or users of the account, in which * and ? are wildcards, * also instead of the account id. Without it: the role that this module assumes in the account.</summary>
    [Parameter]
    public string[]? ProtectedPrincipal { get; set; }

    /// <summary>Says that -ProtectedPrincipal leaves out on purpose the role that this module works in. It can then neither change the policy nor take the backup set down: only who is named can.</summary>
    [Parameter]
    public SwitchParameter WithoutOwnRole { get; set; }

    /// <summary>The ARN of a vault in another account of the organization, which every rule copies to besides. Its access policy has to let the account copy into it: where the module's role can be assumed there, that is checked, and otherwise the policy is told.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultArnCompleter))]
    public string? CentralVaultArn { get; set; }

    /// <summary>Takes over a vault or plan that has the right name and not the tag, by tagging it. Without it such an account is blocked.</summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    /// <summary>What the parameters say of the desired state.</summary>
    private protected DeploymentOptions Options => _options;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        _options = new DeploymentOptions
        {
            PlanParameterName = PlanParameterName,
            PlanDocument = PlanInput.Read(this, PlanPath, PlanDocument),
            BackupRoleName = BackupRoleName,
            KeyAlias = KeyAlias,
            TagKey = TagKey,
            ResourceTypes = ResourceType ?? [],
            ResourceArns = ResourceArn ?? [],
            NoCopy = NoCopy,
            ScheduleExpression = ScheduleExpression,
            ScheduleExpressionTimezone = ScheduleExpressionTimezone,
            DeleteAfterDays = DeleteAfterDays,
            VaultAccessPolicy = VaultAccessPolicy,
            // An empty variable must not mean the role of the module.
            ProtectedPrincipals = ProtectedPrincipal is { Length: > 0 } given ? given : MyInvocation.BoundParameters.ContainsKey(nameof(ProtectedPrincipal)) ? [string.Empty] : [],
            WithoutOwnRole = WithoutOwnRole,
            CentralVaultArn = CentralVaultArn,
            Adopt = Adopt,
        };
        var faults = DeploymentOptionsValidator.Validate(_options);
        return PlanPath is null ? faults : [.. faults.Select(fault => PlanInput.Of(PlanPath, fault))];
    }
}
