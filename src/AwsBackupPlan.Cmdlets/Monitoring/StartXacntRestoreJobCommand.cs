using System.Collections;
using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.OnDemand;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>Restores recovery points of databases on demand, each into a new database, never over one that is there.</summary>
/// <remarks>
/// <para>The new database is in the account and Region of the recovery point, and as the backup has it, but for what the parameters say. It is never reachable from outside its network unless -PubliclyAccessible says so, whatever
/// its source was; where it will be, a warning says PUBLIC. -WhatIf shows all that AWS Backup would be told.</para>
/// <para>Each job is written as it begins, and can be piped into Wait-XacntBackupJob. An Aurora cluster is restored without instances: a warning has the command that makes one, once the cluster is there. Tags are not restored, so
/// that no plan takes the new database before you say so.</para>
/// </remarks>
/// <example>
///   <summary>Restores the newest backup of a database under another name, and waits for it.</summary>
///   <code>Get-XacntRecoveryPoint -AccountId 222222222222 -CopyRegion none -ResourceArn orders -Latest | Start-XacntRestoreJob -DBInstanceIdentifier orders-restored | Wait-XacntBackupJob</code>
/// </example>
/// <example>
///   <summary>Shows what would be restored of the copies of all databases in the other Region, each under a name of its own, into subnets that are there.</summary>
///   <code>Get-XacntRecoveryPoint -AccountId 222222222222 -AbsName payroll -Latest | Where-Object Region -eq us-east-2 | Start-XacntRestoreJob -DBInstanceIdentifier { "$($_.ResourceName)-drill" } -DBSubnetGroupName drill -VpcSecurityGroupId sg-0123456789abcdef0 -WhatIf</code>
/// </example>
/// <example>
///   <summary>Restores a continuous backup as it was at noon.</summary>
///   <code>Get-XacntRecoveryPoint -AccountId 222222222222 -ResourceArn orders -Status AVAILABLE | Start-XacntRestoreJob -DBInstanceIdentifier orders-noon -PointInTime '2026-01-15 12:00' -Metadata @{ Port = 3307 }</code>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "XacntRestoreJob", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BackupJobInfo))]
public sealed class StartXacntRestoreJobCommand : StartPointJobCommand
{
    /// <summary>By account, Region and name of a new database, the recovery points that are to be restored as that.</summary>
    private readonly Dictionary<string, HashSet<string>> _points = new(StringComparer.Ordinal);

    private RestoreStartOptions _options = new();

    /// <summary>The name of the new database, of a cluster that of the cluster. Several recovery points need a name each: by a property of what is piped in, or by a script block.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DBClusterIdentifier")]
    [AllowEmptyString]
    [AllowNull]
    public string? DBInstanceIdentifier { get; set; }

    /// <summary>The class of the new instance, such as db.r6g.large. Without it: as in the backup. Of an Aurora cluster it is the class of the instance that the warning tells how to make.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DBInstanceClass { get; set; }

    /// <summary>The subnet group of the new database. Without it: as in the backup; a copy in another Region needs one that is there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DBSubnetGroupName { get; set; }

    /// <summary>The security groups of the new database. Without it: as in the backup; a copy in another Region needs some that are there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? VpcSecurityGroupId { get; set; }

    /// <summary>Gives the new instance a standby in another zone, or none with -MultiAZ:$false. Without it: as in the backup.</summary>
    [Parameter]
    public SwitchParameter MultiAZ { get; set; }

    /// <summary>Lets the new database be reached from outside its network. Without it it cannot be, whatever its source was.</summary>
    [Parameter]
    public SwitchParameter PubliclyAccessible { get; set; }

    /// <summary>The point in time to restore to, of a continuous backup; a time without a time zone is local. Without it: the last that it has.</summary>
    [Parameter]
    [DateTransformation]
    [ArgumentCompleter(typeof(DateCompleter))]
    public DateTime? PointInTime { get; set; }

    /// <summary>Whatever else AWS Backup is to be told of the new database, by its own names, such as @{ Port = 3307; DeletionProtection = $true }. It stands above everything else. No value is empty; an empty list is written '[]'.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Metadata { get; set; }

    /// <summary>Asks for no confirmation. -WhatIf still only tells.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override TargetRules Rules => new(DefaultAbsName: "*", AllowsWildcards: true, UsesCopyRegions: false);

    /// <inheritdoc/>
    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    private protected override BackupJobType JobType => BackupJobType.Restore;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        _options = new RestoreStartOptions
        {
            BackupRoleName = BackupRoleName,
            IdempotencyToken = IdempotencyToken,
            DBInstanceClass = DBInstanceClass,
            DBSubnetGroupName = DBSubnetGroupName,
            VpcSecurityGroupIds = VpcSecurityGroupId ?? [],
            MultiAZ = IsGiven(nameof(MultiAZ)) ? MultiAZ.ToBool() : null,
            PubliclyAccessible = PubliclyAccessible,
            // A date without a time zone is one of the user's.
            PointInTime = PointInTime is { } time ? new DateTimeOffset(time.ToUniversalTime()) : null,
            Metadata = Read(Metadata),
        };
        return [.. EmptyFaults(nameof(DBInstanceIdentifier), nameof(PointInTime)), .. StartOptionsValidator.Validate(_options)];
    }

    /// <inheritdoc/>
    private protected override (string? Item, IReadOnlyList<ParameterFault> Faults) ReadItem(AccountTarget target)
    {
        var point = Point(target, string.IsNullOrWhiteSpace(DBInstanceIdentifier) ? null : DBInstanceIdentifier!.Trim());
        IReadOnlyList<ParameterFault> faults = [.. PointFaults(target, point), .. StartOptionsValidator.Validate(point, _options)];
        // Also of one that is refused: that the other is meant would be a guess.
        if (_options.IdentifierOf(point) is { } identifier)
        {
            NoteName(target, identifier, point.RecoveryPointArn);
        }

        return (Item(point), faults);
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<string>> StartAsync(BackupEngine engine, AccountTarget target, IReadOnlyList<string> items, IResultSink sink, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.StartRestoresAsync(target, Points(items), _options with { SharedIdentifiers = Shared(target) }, sink, observer, cancellationToken);

    private void NoteName(AccountTarget target, string identifier, string point)
    {
        var key = Place(target) + identifier.ToLowerInvariant();
        if (!_points.TryGetValue(key, out var points))
        {
            _points.Add(key, points = new HashSet<string>(StringComparer.Ordinal));
        }

        points.Add(target.AbsName + Separator + point);
    }

    // Backup sets are a piece of work each, and their databases of one account and Region have names of their own.
    private List<string> Shared(AccountTarget target)
    {
        var place = Place(target);
        var shared = new List<string>();
        foreach (var name in _points)
        {
            if (name.Value.Count > 1 && name.Key.StartsWith(place, StringComparison.Ordinal))
            {
                shared.Add(name.Key.Substring(place.Length));
            }
        }

        return shared;
    }

    private static string Place(AccountTarget target) => target.AccountId + Separator + target.Region + Separator;

    private static Dictionary<string, object?> Read(Hashtable? given)
    {
        var metadata = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in given ?? new Hashtable())
        {
            metadata[LanguagePrimitives.ConvertTo<string>(entry.Key)] = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
        }

        return metadata;
    }
}
