using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Cmdlets.Protection;

/// <summary>Locks the vaults of backup sets, so that recovery points cannot be deleted before they expire; changes the lock, or takes it off.</summary>
/// <remarks>
/// <para>The lock says the least and the most days that recovery points may be kept. Jobs with another retention fail, so the rules of all plans that put something into the vaults are checked before
/// anything is locked, whosever they are: an account with a rule outside the limits is blocked. A limit that is not given is not set, and one that was set before is taken off: without both the lock keeps
/// recovery points until they expire, and takes rules that keep them for a day or for ever.</para>
/// <para>Without -Compliance the lock is in governance mode: whoever has the permission can change it and take it off, with -Remove or by other tools. A LOCK IN COMPLIANCE MODE CANNOT BE
/// TAKEN BACK after -ChangeableForDays, by nobody, AWS included, and its recovery points cost until they expire. It asks for the id of each account to be typed; -Force does not skip that, and -AcknowledgeIrreversible does.</para>
/// <para>The vaults of the primary Region and of those that the plan copies to are locked. -CopyRegion names other ones, and -Vault locks one side alone. A vault that is locked as wanted is not touched, and
/// its lock date stays, so the command can be run again at any time.</para>
/// </remarks>
/// <example>
///   <summary>Locks both vaults in governance mode, for recovery points kept 7 to 400 days.</summary>
///   <code>Set-XacntVaultLock -AccountId 222222222222 -AbsName payroll -MinRetentionDays 7 -MaxRetentionDays 400</code>
/// </example>
/// <example>
///   <summary>Locks the copies alone in compliance mode, which can be taken back for ten days.</summary>
///   <code>Set-XacntVaultLock -AccountId 222222222222 -AbsName payroll -Vault Copy -MinRetentionDays 30 -Compliance -ChangeableForDays 10</code>
/// </example>
/// <example>
///   <summary>Takes the lock off the vaults of the accounts of a file, without a question.</summary>
///   <code>Import-Csv accounts.csv | Set-XacntVaultLock -Remove -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "XacntVaultLock", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(VaultLockResult))]
public sealed class SetXacntVaultLockCommand : FleetCommand<IReadOnlyList<VaultLockResult>>
{
    private VaultLockOptions _options = new();

    /// <summary>The key of the tag that marks what belongs to the backup set. A vault without it is not locked.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <summary>Which vaults: Both sides, that of the Primary Region, or those of the Copy Regions.</summary>
    [Parameter]
    public VaultScope Vault { get; set; } = VaultScope.Both;

    /// <summary>The fewest days that recovery points have to be kept, 1 to 36500; jobs that would keep them shorter fail. Without it there is no such limit.</summary>
    [Parameter]
    public int? MinRetentionDays { get; set; }

    /// <summary>The most days that recovery points may be kept, 1 to 36500; jobs that would keep them longer, or for ever, fail. Without it there is no such limit.</summary>
    [Parameter]
    public int? MaxRetentionDays { get; set; }

    /// <summary>Locks in compliance mode, which after -ChangeableForDays nobody can change or take off.</summary>
    [Parameter]
    public SwitchParameter Compliance { get; set; }

    /// <summary>For how many days a lock in compliance mode can still be changed and taken off: 3 or more. The lock date of a vault that is locked as wanted stays.</summary>
    [Parameter]
    public int? ChangeableForDays { get; set; }

    /// <summary>Says that it is known that a lock in compliance mode cannot be taken back, so that no account id has to be typed: for automation.</summary>
    [Parameter]
    public SwitchParameter AcknowledgeIrreversible { get; set; }

    /// <summary>Takes the lock off, where that is still possible.</summary>
    [Parameter]
    public SwitchParameter Remove { get; set; }

    /// <summary>Asks for no confirmation, except for the typed one of compliance mode. -WhatIf still only tells.</summary>
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
        _options = new VaultLockOptions
        {
            TagKey = TagKey,
            Vault = Vault,
            MinRetentionDays = MinRetentionDays,
            MaxRetentionDays = MaxRetentionDays,
            Compliance = Compliance,
            ChangeableForDays = ChangeableForDays,
            AcknowledgeIrreversible = AcknowledgeIrreversible,
            Remove = Remove,
        };
        return VaultLockOptionsValidator.Validate(_options);
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<VaultLockResult>>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.LockAsync(target, _options, observer, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>An account has one word for all its vaults: what has to be looked at first.</remarks>
    private protected override string OutcomeWord(IReadOnlyList<VaultLockResult> result)
        => result.Any(static vault => vault.Status == VaultLockStatus.Failed) ? FleetTally.Failed
            : result.Any(static vault => vault.Status == VaultLockStatus.Blocked) ? "blocked"
            : result.Any(static vault => vault.Status == VaultLockStatus.Declined) ? "declined"
            : result.Any(static vault => vault.Status == VaultLockStatus.WhatIf) ? "to be changed"
            : result.Any(static vault => vault.Status is VaultLockStatus.Locked or VaultLockStatus.Removed) ? "changed"
            : "unchanged";

    /// <inheritdoc/>
    private protected override IReadOnlyList<VaultLockResult> Failed(AccountTarget target, AccountFailure failure) => FailedResults.OfLocking(target, failure);
}
