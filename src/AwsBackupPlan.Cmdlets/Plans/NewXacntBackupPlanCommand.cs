using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Plans;

/// <summary>Brings vaults, backup plan and selection of accounts to the desired state.</summary>
/// <remarks>
/// <para>In each account the cmdlet assumes a role, reads the plan document, compares what it asks for with what is there, and makes what is
/// missing and changes what differs: a vault in the primary Region and in each copy Region, the plan, and the selection of the databases
/// that carry the tag. What is as desired is not touched, so the command can be run again at any time, and a run that was interrupted
/// is completed by the next one.</para>
/// <para>Before anything is written in an account, the KMS keys are checked: one in each Region, enabled, and replicas of each other. A vault or plan
/// of the right name that does not carry the tag is somebody else's: the account is then blocked and nothing is written, unless -Adopt is given.</para>
/// <para>Accounts are worked on side by side. The failure of one is an error in the error stream and a result of status Failed; the others go on.</para>
/// </remarks>
/// <example>
///   <summary>Sees what would be done in one account, and does it.</summary>
///   <code>New-XacntBackupPlan -AccountId 222222222222 -AbsName payroll -WhatIf
/// New-XacntBackupPlan -AccountId 222222222222 -AbsName payroll</code>
///   <para>The plan document is the parameter /backupprocess/backupplan of that account.</para>
/// </example>
/// <example>
///   <summary>Works on the accounts of a CSV file with the columns AccountId, AbsName and CopyRegion.</summary>
///   <code>Import-Csv accounts.csv | New-XacntBackupPlan -PlanPath plan.json -Confirm:$false | Where-Object Status -eq Failed</code>
///   <para>A cell of CopyRegion can hold several Regions, separated by semicolons. An empty cell stands for the default.</para>
/// </example>
/// <example>
///   <summary>Takes the event that the AWS Lambda function of the sample took.</summary>
///   <code>'{ "ABSName": "payroll", "AccountId": "222222222222" }' | ConvertFrom-Json | New-XacntBackupPlan</code>
///   <para>The names of the properties are the parameters' own, whatever their case.</para>
/// </example>
/// <example>
///   <summary>Gives the plan as a hashtable, and another schedule.</summary>
///   <code>$plan = @{ BackupPlanName = 'BackupPlanName'; Rules = @(@{ RuleName = 'Daily'; ScheduleExpression = 'cron(0 3 * * ? *)'; Lifecycle = @{ DeleteAfterDays = 35 } }) }
/// @{ AccountId = '222222222222'; AbsName = 'payroll'; CopyRegion = 'us-west-2' } | New-XacntBackupPlan -PlanDocument $plan -ScheduleExpressionTimezone Europe/Berlin</code>
/// </example>
[Cmdlet(VerbsCommon.New, "XacntBackupPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "PlanParameter")]
[OutputType(typeof(BackupPlanResult))]
public sealed class NewXacntBackupPlanCommand : DeploymentCommand<BackupPlanResult>
{
    /// <summary>Makes the checks of Test-XacntBackupAccount first. Where one fails the account is blocked and nothing is written; warnings, and what could not be read, are told.</summary>
    [Parameter]
    public SwitchParameter Preflight { get; set; }

    /// <summary>Asks for no confirmation. -WhatIf still only tells.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<BackupPlanResult>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.DeployAsync(target, Preflight ? Options with { Preflight = true } : Options, observer, cancellationToken);

    /// <inheritdoc/>
    private protected override string OutcomeWord(BackupPlanResult result) => result.Status switch
    {
        DeploymentStatus.Created or DeploymentStatus.Updated => "changed",
        DeploymentStatus.Unchanged => "unchanged",
        DeploymentStatus.WhatIf => "to be changed",
        DeploymentStatus.Declined => "declined",
        DeploymentStatus.Blocked => "blocked",
        _ => FleetTally.Failed,
    };

    /// <inheritdoc/>
    private protected override BackupPlanResult Failed(AccountTarget target, AccountFailure failure) => FailedResults.OfDeployment(target, failure);
}
