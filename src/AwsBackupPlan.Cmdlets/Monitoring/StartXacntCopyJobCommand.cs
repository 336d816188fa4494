using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.OnDemand;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Copies recovery points on demand: into the vault of their backup set in other Regions, or into a vault that is named.</summary>
/// <remarks>
/// <para>It is checked beforehand that the recovery point is complete and can be copied, that the vault is there and its key can be used and is a customer key, and that its lock takes the retention. What cannot be copied is an
/// error of its own, and the others go on. A vault of another account is not looked into.</para>
/// <para>Without -CopyRegion copies go where the plan of the backup set sends its own; where there is no plan, to us-east-2. Region is that of the recovery points. Each job is written as it begins, and can be piped into
/// Wait-XacntBackupJob.</para>
/// </remarks>
/// <example>
///   <summary>Copies the newest backup of every database into the other Region, and waits for that.</summary>
///   <code>Get-XacntRecoveryPoint -AccountId 222222222222 -AbsName payroll -CopyRegion none -Latest | Start-XacntCopyJob | Wait-XacntBackupJob</code>
/// </example>
/// <example>
///   <summary>Copies the newest backup of a database into a vault of another account, and keeps it there for a year.</summary>
///   <code>Get-XacntRecoveryPoint -AccountId 222222222222 -CopyRegion none -ResourceArn orders -Latest | Start-XacntCopyJob -DestinationVaultArn arn:aws:backup:us-east-1:111111111111:backup-vault:Central -RetentionDays 365</code>
/// </example>
/// <example>
///   <summary>Shows what would be copied into two Regions.</summary>
///   <code>Get-XacntRecoveryPoint -AccountId 222222222222 -AbsName payroll -CopyRegion none -Latest | Start-XacntCopyJob -CopyRegion us-west-2, eu-west-1 -WhatIf</code>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "XacntCopyJob", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BackupJobInfo))]
public sealed class StartXacntCopyJobCommand : StartPointJobCommand
{
    private CopyStartOptions _options = new();

    /// <summary>The ARN of the vault to copy to, of any Region and account of the organization, instead of those of -CopyRegion.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultArnCompleter))]
    public string? DestinationVaultArn { get; set; }

    /// <summary>After how many days the copies are deleted, 1 to 36500, counted from when their source was made. Without it: when their source is.</summary>
    [Parameter]
    public int? RetentionDays { get; set; }

    /// <summary>The key of the tag that marks what belongs to a backup set: its plan is known by it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <inheritdoc/>
    /// <remarks>The plan tells them.</remarks>
    private protected override TargetRules Rules => new(DefaultAbsName: "*", AllowsWildcards: true, UsesCopyRegions: DestinationVaultArn is null, NeedsCopyRegions: false);

    /// <inheritdoc/>
    private protected override BackupJobType JobType => BackupJobType.Copy;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        _options = new CopyStartOptions { TagKey = TagKey, BackupRoleName = BackupRoleName, IdempotencyToken = IdempotencyToken, DestinationVaultArn = DestinationVaultArn, RetentionDays = RetentionDays };
        IReadOnlyList<ParameterFault> faults = [.. EmptyFaults(nameof(RetentionDays)), .. StartOptionsValidator.Validate(_options)];
        return DestinationVaultArn is not null && IsGiven(nameof(CopyRegion)) ? [.. faults, new ParameterFault(nameof(DestinationVaultArn), Strings.CopyRegionAndVault)] : faults;
    }

    /// <inheritdoc/>
    private protected override (string? Item, IReadOnlyList<ParameterFault> Faults) ReadItem(AccountTarget target)
    {
        var point = Point(target, identifier: null);
        return (Item(point), [.. PointFaults(target, point), .. StartOptionsValidator.Validate(target, _options)]);
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<string>> StartAsync(BackupEngine engine, AccountTarget target, IReadOnlyList<string> items, IResultSink sink, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.StartCopiesAsync(target, Points(items), _options, sink, observer, cancellationToken);
}
