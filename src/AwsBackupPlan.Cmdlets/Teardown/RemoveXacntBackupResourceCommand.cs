using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Cmdlets.Teardown;

/// <summary>Removes backup plan, selections, recovery points and vaults of backup sets, and waits until they are gone.</summary>
/// <remarks>
/// <para>DELETED RECOVERY POINTS CANNOT BE BROUGHT BACK. The cmdlet asks for each account before it removes anything, and says how many recovery points the
/// vaults hold. -KeepRecoveryPoints removes plan and selections only, and leaves the vaults and all that is in them.</para>
/// <para>Selections go first, then the plan, so that no new backups begin. Jobs that are running are waited for, since AWS cannot stop them for RDS. Then the recovery points
/// of every Region are deleted, and when they are gone the vaults. What cannot be deleted, such as a recovery point under a legal hold, is
/// reported with the reason, and the rest goes on; its vault stays. The command can be run again: it goes on where it stopped.</para>
/// <para>While there is a plan, a vault that is locked and holds recovery points, or whose access policy denies their deletion, blocks the account, and nothing is touched: the databases would lose
/// their backups to come, and nothing would be gained. Take the lock off with Set-XacntVaultLock -Remove, or end the backups with -KeepRecoveryPoints; after that what can be deleted is.</para>
/// <para>The copies go too, in every Region that the plan copies to and in those of -CopyRegion. Once the plan has gone, -CopyRegion is what tells them; without it a vault in
/// the default copy Region is taken only when a copy in it comes from the primary Region. Regions that neither names are noted in the tag AwsBackupPlan:CopyRegions of the
/// primary vault before the plan goes, and that vault goes last: a removal that was stopped finds them there. Recovery points that another deployment of the backup set or another account has copied
/// into a vault stay.</para>
/// <para>Only what carries the tag is removed. Something of the right name that does not carry it is somebody else's, and is left alone.</para>
/// </remarks>
/// <example>
///   <summary>Sees what would be removed.</summary>
///   <code>Remove-XacntBackupResource -AccountId 222222222222 -AbsName payroll -WhatIf</code>
/// </example>
/// <example>
///   <summary>Ends backups in the accounts of a file, and keeps the recovery points.</summary>
///   <code>Import-Csv accounts.csv | Remove-XacntBackupResource -KeepRecoveryPoints -Confirm:$false</code>
/// </example>
/// <example>
///   <summary>Removes everything without a question, as in a scheduled task, and lists what is left.</summary>
///   <code>(Import-Csv accounts.csv | Remove-XacntBackupResource -Force -TimeoutSeconds 7200).Remaining</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "XacntBackupResource", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BackupRemovalResult))]
public sealed class RemoveXacntBackupResourceCommand : FleetCommand<BackupRemovalResult>
{
    private const int DefaultTimeoutSeconds = 1800;

    private TeardownOptions _options = new();

    /// <summary>The key of the tag that marks what belongs to the backup set. Nothing without it is removed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <summary>Removes plan and selections, and leaves vaults and recovery points.</summary>
    [Parameter]
    public SwitchParameter KeepRecoveryPoints { get; set; }

    /// <summary>What becomes of continuous backups: Keep leaves them and their vault, Disassociate gives them back to RDS, Delete ends them. With the last two AWS modifies
    /// the databases at once, which can interrupt them; the confirmation says how many.</summary>
    [Parameter]
    public ContinuousBackupRemoval ContinuousBackup { get; set; } = ContinuousBackupRemoval.Keep;

    /// <summary>Asks for no confirmation. -WhatIf still only tells.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    /// <remarks>The plan tells them.</remarks>
    private protected override TargetRules Rules => new(NeedsCopyRegions: false);

    /// <inheritdoc/>
    /// <remarks>Above the time that the removal itself keeps, and after which it reports what is left.</remarks>
    private protected override TimeSpan? WorkTimeout => Waiting + TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    private protected override bool IsForced => Force;

    private TimeSpan Waiting => TimeSpan.FromSeconds(TimeoutSeconds ?? DefaultTimeoutSeconds);

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        _options = new TeardownOptions { TagKey = TagKey, KeepRecoveryPoints = KeepRecoveryPoints, ContinuousBackup = ContinuousBackup, Timeout = Waiting };
        return TeardownOptionsValidator.Validate(_options);
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<BackupRemovalResult>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.RemoveAsync(target, _options, observer, cancellationToken);

    /// <inheritdoc/>
    private protected override string OutcomeWord(BackupRemovalResult result) => result.Status switch
    {
        RemovalStatus.Removed => "removed",
        RemovalStatus.NothingFound => "with nothing to remove",
        RemovalStatus.Incomplete => "incomplete",
        RemovalStatus.WhatIf => "to be removed",
        RemovalStatus.Declined => "declined",
        RemovalStatus.Blocked => "blocked",
        _ => FleetTally.Failed,
    };

    /// <inheritdoc/>
    private protected override BackupRemovalResult Failed(AccountTarget target, AccountFailure failure) => FailedResults.OfRemoval(target, failure);
}
