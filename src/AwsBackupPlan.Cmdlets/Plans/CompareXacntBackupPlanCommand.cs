using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Plans;

/// <summary>Tells what differs between what is deployed in accounts and the desired state.</summary>
/// <remarks>
/// <para>It reads what New-XacntBackupPlan reads, with the same parameters, and writes nothing to AWS: its changes are those that New-XacntBackupPlan
/// would make now. Every difference is named by its path, with the actual and the desired value. For that which may not be changed, the reason
/// and the remedy are told.</para>
/// </remarks>
/// <example>
///   <summary>Finds the accounts that have drifted.</summary>
///   <code>Import-Csv accounts.csv | Compare-XacntBackupPlan | Where-Object Status -ne InSync</code>
/// </example>
/// <example>
///   <summary>Shows every difference of one account, property by property.</summary>
///   <code>(Compare-XacntBackupPlan -AccountId 222222222222 -AbsName payroll).Changes.Differences</code>
/// </example>
/// <example>
///   <summary>Fails a nightly job when somebody has changed a plan by hand.</summary>
///   <code>$different = Import-Csv accounts.csv | Compare-XacntBackupPlan | Where-Object Status -ne InSync
/// if ($different) { $different | Format-List AccountId, Status, Message; throw "$(@($different).Count) accounts are not as desired." }</code>
/// </example>
[Cmdlet(VerbsData.Compare, "XacntBackupPlan", DefaultParameterSetName = "PlanParameter")]
[OutputType(typeof(BackupPlanComparison))]
public sealed class CompareXacntBackupPlanCommand : DeploymentCommand<BackupPlanComparison>
{
    /// <inheritdoc/>
    private protected override bool OnlyReads => true;

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<BackupPlanComparison>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.CompareAsync(target, Options, observer, cancellationToken);

    /// <inheritdoc/>
    private protected override string OutcomeWord(BackupPlanComparison result) => result.Status switch
    {
        ComparisonStatus.InSync => "in sync",
        ComparisonStatus.Different => "different",
        ComparisonStatus.NotDeployed => "not deployed",
        ComparisonStatus.Blocked => "blocked",
        _ => FleetTally.Failed,
    };

    /// <inheritdoc/>
    private protected override BackupPlanComparison Failed(AccountTarget target, AccountFailure failure) => FailedResults.OfComparison(target, failure);
}
