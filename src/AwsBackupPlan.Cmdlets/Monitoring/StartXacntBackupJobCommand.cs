using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Accounts;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.OnDemand;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Backs databases up on demand: those that are piped in or named, or all that the plan of the backup set selects.</summary>
/// <remarks>
/// <para>Of each database it is checked beforehand that it is there and available, that it is no member of a cluster (the cluster is backed up in its place), and that its type is not switched off in the settings of
/// AWS Backup; and that the vault is there, and its lock takes the retention. What cannot be backed up is an error of its own, and the others go on.</para>
/// <para>Each job is written as it begins, and can be piped into Wait-XacntBackupJob. AWS Backup does not copy what is backed up on demand: pipe the ended jobs into Start-XacntCopyJob for that.</para>
/// </remarks>
/// <example>
///   <summary>Backs up all databases of the backup set, waits for that, and copies the backups into the other Region.</summary>
///   <code>Start-XacntBackupJob -AccountId 222222222222 -AbsName payroll | Wait-XacntBackupJob | Start-XacntCopyJob</code>
/// </example>
/// <example>
///   <summary>Backs up what has no good backup, in the accounts of a file.</summary>
///   <code>Import-Csv accounts.csv | Get-XacntProtectedResource -Status Late, NoBackup | Start-XacntBackupJob</code>
/// </example>
/// <example>
///   <summary>Backs up one database before a change, for a week. Run again with the same token it starts nothing.</summary>
///   <code>Start-XacntBackupJob -AccountId 222222222222 -AbsName payroll -ResourceArn payroll-db-1 -RetentionDays 7 -IdempotencyToken CHG-4711</code>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "XacntBackupJob", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BackupJobInfo))]
public sealed class StartXacntBackupJobCommand : StartJobCommand
{
    private BackupStartOptions _options = new();

    /// <summary>ARNs or names of databases, without wildcards; of a cluster its own. Without it: all that the plan of the backup set selects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ResourceArnCompleter))]
    public string[]? ResourceArn { get; set; }

    /// <summary>The vault that the backups go into. Without it: that of the backup set. It has to be given for databases that belong to none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? BackupVaultName { get; set; }

    /// <summary>After how many days the backups are deleted: 1 to 36500, or -1 for never. Without it: as long as the plan of the backup set keeps its own, the longest of its rules that make snapshots.</summary>
    [Parameter]
    public int? RetentionDays { get; set; }

    /// <summary>Within how many minutes the jobs have to start, 60 or more; those that do not expire. Without it: 480.</summary>
    [Parameter]
    public int? StartWindowMinutes { get; set; }

    /// <summary>Within how many minutes the jobs have to be complete: at least 60 more than they have to start. Without it: 10080, a week.</summary>
    [Parameter]
    public int? CompleteWindowMinutes { get; set; }

    /// <summary>The key of the tag that marks what belongs to a backup set: its plan is known by it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <inheritdoc/>
    private protected override TargetRules Rules => new(DefaultAbsName: "*", AllowsWildcards: true, UsesCopyRegions: false);

    /// <inheritdoc/>
    private protected override string NothingCame => Strings.NoDatabases(MyInvocation.MyCommand.Name);

    /// <inheritdoc/>
    private protected override BackupJobType JobType => BackupJobType.Backup;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        _options = new BackupStartOptions
        {
            TagKey = TagKey,
            BackupRoleName = BackupRoleName,
            IdempotencyToken = IdempotencyToken,
            BackupVaultName = BackupVaultName,
            RetentionDays = RetentionDays,
            StartWindowMinutes = StartWindowMinutes,
            CompleteWindowMinutes = CompleteWindowMinutes,
        };
        IReadOnlyList<ParameterFault> faults =
        [
            .. GivenParameters.Empty(MyInvocation, nameof(IdempotencyToken), nameof(RetentionDays), nameof(StartWindowMinutes), nameof(CompleteWindowMinutes)),
            .. StartOptionsValidator.Validate(_options),
        ];
        // An empty variable must not mean every database.
        return IsGiven(nameof(ResourceArn)) && HasEmptyName ? [.. faults, new ParameterFault(nameof(ResourceArn), Strings.EmptyDatabase)] : faults;
    }

    /// <inheritdoc/>
    private protected override (string? Item, IReadOnlyList<ParameterFault> Faults) ReadItem(AccountTarget target)
    {
        var names = Named();
        if (ResourceArn is not null && HasEmptyName)
        {
            return (null, [new ParameterFault(nameof(ResourceArn), Strings.EmptyDatabase)]);
        }

        // What says of a database that there is none must not mean every one, nor must objects whose property nobody has read.
        if (ResourceArn is null && InputObject is not null && AccountInput.Each(InputObject).Any(static input => AccountInput.NamesIn(input).Contains(nameof(ResourceArn), StringComparer.OrdinalIgnoreCase)))
        {
            return (null, [new ParameterFault(nameof(ResourceArn), Strings.EmptyDatabaseInput)]);
        }

        return (names.Length == 0 ? null : string.Join(Separator.ToString(), names), StartOptionsValidator.Validate(target, names, _options));
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<string>> StartAsync(BackupEngine engine, AccountTarget target, IReadOnlyList<string> items, IResultSink sink, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.StartBackupsAsync(target, [.. items.SelectMany(static item => item.Split(Separator)).Distinct(StringComparer.Ordinal)], _options, sink, observer, cancellationToken);

    private bool HasEmptyName => ResourceArn is null or [] || ResourceArn.Any(string.IsNullOrWhiteSpace);

    private string[] Named() => [.. (ResourceArn ?? []).Select(static name => (name ?? string.Empty).Trim()).Where(static name => name.Length > 0)];
}
