using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Accounts;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>A cmdlet that starts jobs of AWS Backup on recovery points.</summary>
public abstract class StartPointJobCommand : StartJobCommand
{
    /// <summary>The ARN of the recovery point. Get-XacntRecoveryPoint and the jobs of backups have it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [ArgumentCompleter(typeof(RecoveryPointCompleter))]
    public string? RecoveryPointArn { get; set; }

    /// <summary>The vault that the recovery point is in. Without it: that of the backup set.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("VaultName")]
    [AllowEmptyString]
    [AllowNull]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? BackupVaultName { get; set; }

    /// <inheritdoc/>
    private protected override string NothingCame => Strings.NoRecoveryPoints(MyInvocation.MyCommand.Name);

    /// <summary>What was given on the command line and is empty.</summary>
    private protected IReadOnlyList<ParameterFault> EmptyFaults(params string[] names) => GivenParameters.Empty(MyInvocation, [nameof(IdempotencyToken), nameof(RecoveryPointArn), nameof(BackupVaultName), .. names]);

    /// <summary>What is wrong with the recovery point that a record names.</summary>
    private protected IReadOnlyList<ParameterFault> PointFaults(AccountTarget target, NamedPoint point)
        => point.RecoveryPointArn.Length == 0 && JobWithoutPoint() is { } fault ? [fault] : StartOptionsValidator.Validate(target, point);

    // A chain of commands brings the backups that failed, too.
    private ParameterFault? JobWithoutPoint()
    {
        if (InputObject is null)
        {
            return null;
        }

        var job = PSObject.AsPSObject(InputObject).Properties;
        return AccountInput.Text(job["JobId"]?.Value) is { } id && AccountInput.Text(job["State"]?.Value) is { } state
            ? new ParameterFault(nameof(RecoveryPointArn), Strings.NoRecoveryPointYet((AccountInput.Text(job["JobType"]?.Value) ?? "backup").ToLowerInvariant(), id, state, AccountInput.Text(job["StatusMessage"]?.Value)))
            : null;
    }

    /// <summary>The recovery point that a record names.</summary>
    private protected NamedPoint Point(AccountTarget target, string? identifier)
    {
        var vault = BackupVaultName?.Trim() ?? string.Empty;
        var ofSet = vault.Length == 0 && StartOptionsValidator.IsOneSet(target) ? new ResourceNames(target.AbsName).Vault : vault;
        return new NamedPoint(RecoveryPointArn?.Trim() ?? string.Empty, ofSet, identifier);
    }

    /// <summary>A recovery point as an item.</summary>
    private protected static string Item(NamedPoint point) => string.Join(Separator.ToString(), point.RecoveryPointArn, point.VaultName, point.Identifier ?? string.Empty);

    /// <summary>The recovery points of items.</summary>
    private protected static IReadOnlyList<NamedPoint> Points(IReadOnlyList<string> items)
    {
        var points = new List<NamedPoint>();
        foreach (var item in items)
        {
            var parts = item.Split(Separator);
            points.Add(new NamedPoint(parts[0], parts[1], parts[2].Length == 0 ? null : parts[2]));
        }

        return points;
    }
}
