using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.Notifications;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Has the vaults of backup sets send events of backups, copies and restores to SNS topics; changes which, or takes that off.</summary>
/// <remarks>
/// <para>A vault sends to one standard topic of its own account and Region. Give the ARN of one topic for each Region with -TopicArn; a vault in a Region without one is left as it is, with a warning. Or give the
/// name that the topic has in every Region of every account with -TopicName.</para>
/// <para>A backup or restore that fails sends no event of its own: it comes as BACKUP_JOB_COMPLETED or RESTORE_JOB_COMPLETED, with the attribute State of the message: filter the subscriptions on it. Copies have COPY_JOB_FAILED.
/// AWS Backup still takes names such as BACKUP_JOB_FAILED and sends nothing for them: what comes instead is set, with a warning.</para>
/// <para>AWS Backup does not check whether it may publish to the topic. The statement that the topic's access policy needs is told in a warning, and with the topic's ARN in TopicPolicyStatement of each result.</para>
/// <para>The vaults of the primary Region and of those that the plan copies to are set. -CopyRegion names other ones, and -Vault chooses one side alone. A vault that sends what is wanted is not touched,
/// so the command can be run again at any time; what else a vault sent before is replaced.</para>
/// </remarks>
/// <example>
///   <summary>Sends the end of backups and restores and failed copies to a topic of the same name in each Region of all accounts of a file.</summary>
///   <code>Import-Csv accounts.csv | Set-XacntBackupNotification -TopicName backups</code>
/// </example>
/// <example>
///   <summary>Sends failed copies alone, to a topic in each Region of one account.</summary>
///   <code>Set-XacntBackupNotification -AccountId 222222222222 -AbsName payroll -Event COPY_JOB_FAILED -TopicArn arn:aws:sns:us-east-1:222222222222:backups, arn:aws:sns:us-east-2:222222222222:backups-dr</code>
/// </example>
/// <example>
///   <summary>Takes the notifications off the vaults of one backup set.</summary>
///   <code>Set-XacntBackupNotification -AccountId 222222222222 -AbsName payroll -Remove</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "XacntBackupNotification", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NotificationResult))]
public sealed class SetXacntBackupNotificationCommand : FleetCommand<IReadOnlyList<NotificationResult>>
{
    private NotificationOptions _options = new();

    /// <summary>The key of the tag that marks what belongs to the backup set. A vault without it is not touched.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <summary>Which vaults: Both sides, that of the Primary Region, or those of the Copy Regions.</summary>
    [Parameter]
    public VaultScope Vault { get; set; } = VaultScope.Both;

    /// <summary>The ARNs of standard SNS topics of the account, at most one for each Region of its vaults.</summary>
    [Parameter]
    public string[]? TopicArn { get; set; }

    /// <summary>The name of a standard SNS topic, the same in each Region of each account.</summary>
    [Parameter]
    public string? TopicName { get; set; }

    /// <summary>
    /// The events that are sent: BACKUP_JOB_STARTED, BACKUP_JOB_COMPLETED, COPY_JOB_STARTED, COPY_JOB_SUCCESSFUL, COPY_JOB_FAILED, RESTORE_JOB_STARTED, RESTORE_JOB_COMPLETED, RECOVERY_POINT_MODIFIED. Without it
    /// BACKUP_JOB_COMPLETED, COPY_JOB_FAILED and RESTORE_JOB_COMPLETED.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(BackupEventCompleter))]
    public string[]? Event { get; set; }

    /// <summary>Takes the notifications off, whatever they are.</summary>
    [Parameter]
    public SwitchParameter Remove { get; set; }

    /// <summary>Asks for no confirmation, whatever $ConfirmPreference is. -WhatIf still only tells.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    /// <remarks>The plan tells them.</remarks>
    private protected override TargetRules Rules => new(NeedsCopyRegions: false);

    /// <inheritdoc/>
    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        _options = new NotificationOptions
        {
            TagKey = TagKey,
            Vault = Vault,
            TopicArns = TopicArn ?? [],
            TopicName = TopicName,
            Events = Event,
            Remove = Remove,
        };
        var faults = NotificationOptionsValidator.Validate(_options);
        if (faults.Count == 0)
        {
            WarnOfEventsNotSent();
        }

        return faults;
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<NotificationResult>>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.NotifyAsync(target, _options, observer, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>An account has one word for all its vaults: what has to be looked at first.</remarks>
    private protected override string OutcomeWord(IReadOnlyList<NotificationResult> result)
        => result.Any(static vault => vault.Status == NotificationStatus.Failed) ? FleetTally.Failed
            : result.Any(static vault => vault.Status == NotificationStatus.Blocked) ? "blocked"
            : result.Any(static vault => vault.Status == NotificationStatus.Declined) ? "declined"
            : result.Any(static vault => vault.Status == NotificationStatus.WhatIf) ? "to be changed"
            : result.Any(static vault => vault.Status is NotificationStatus.Set or NotificationStatus.Removed) ? "changed"
            : "unchanged";

    /// <inheritdoc/>
    private protected override IReadOnlyList<NotificationResult> Failed(AccountTarget target, AccountFailure failure) => FailedResults.OfNotifying(target, failure);

    private void WarnOfEventsNotSent()
    {
        foreach (var name in (Event ?? []).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (BackupEvents.ReplacementOf(name) is { } replacement)
            {
                WriteWarning(Strings.EventNotSent(name.Trim().ToUpperInvariant(), replacement));
            }
        }
    }
}
