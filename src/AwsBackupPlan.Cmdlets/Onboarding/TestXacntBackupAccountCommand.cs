using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Cmdlets.Plans;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Onboarding;

/// <summary>Checks whether accounts have what backup sets need: roles, Regions, keys, plan document, settings, permissions, quotas. Changes nothing.</summary>
/// <remarks>
/// <para>Each check is an object with its status, what that is told by, and what to do; docs/onboarding.md has all of them. The checks of an account are written as soon as they are made, and accounts are checked side by
/// side. A check that fails is no error, and neither is a role that cannot be assumed: that is what the checks are there to find. What could not be read has the status NotRead, and never Passed.</para>
/// <para>With an external id the role is also asked for without it, which AWS has to refuse; the refusal is in the records of AWS CloudTrail. The keys are asked by DryRun whether they could be used. All other calls read.</para>
/// <para>New-XacntBackupPlan -Preflight makes the same checks first.</para>
/// </remarks>
/// <example>
///   <summary>What is to be done before an account can be backed up?</summary>
///   <code>Test-XacntBackupAccount -AccountId 222222222222 -AbsName payroll | Where-Object Status -in Failed, Warning, NotRead | Format-List</code>
/// </example>
/// <example>
///   <summary>Deploys to the accounts of a file only when all of them are ready.</summary>
///   <code>$accounts = Import-Csv accounts.csv
/// if (($accounts | Test-XacntBackupAccount -Quiet) -notcontains $false) { $accounts | New-XacntBackupPlan }</code>
///   <para>With -Quiet there is one Boolean for each account, in the order of the input: whether nothing failed, and all could be read.</para>
/// </example>
/// <example>
///   <summary>Is an account ready to copy into another Region, with the external id that its role asks for?</summary>
///   <code>Test-XacntBackupAccount -AccountId 222222222222 -AbsName payroll -CopyRegion us-west-2 -ExternalId an-id -Quiet</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "XacntBackupAccount", DefaultParameterSetName = "PlanParameter")]
[OutputType(typeof(AccountCheck), typeof(bool))]
public sealed class TestXacntBackupAccountCommand : DeploymentCommand<IReadOnlyList<AccountCheck>>
{
    private readonly QuietAnswers _answers = new();
    private bool _isTaking;

    /// <summary>
    /// Writes one Boolean for each input account instead of its checks, in the order of the input: true when no check failed and everything could be read. It is false for input that is refused, and for accounts that the
    /// command did not come to.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    private protected override bool OnlyReads => true;

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<AccountCheck>>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.TestAsync(target, Options, observer, cancellationToken);

    /// <inheritdoc/>
    private protected override void Take(AccountTarget target)
    {
        if (Quiet)
        {
            _answers.Take(target);
        }

        _isTaking = true;
        base.Take(target);
        _isTaking = false;
        WriteAnswers(isEnd: false);
    }

    /// <inheritdoc/>
    private protected override void CountRefused()
    {
        base.CountRefused();
        if (Quiet)
        {
            _answers.Refuse();
            WriteAnswers(isEnd: false);
        }
    }

    /// <inheritdoc/>
    private protected override void WriteRefused(IReadOnlyList<AccountCheck> result)
    {
        if (!Quiet)
        {
            base.WriteRefused(result);
        }
        else if (_isTaking)
        {
            _answers.RefuseLast();
        }
    }

    /// <inheritdoc/>
    private protected override void WriteOutput(AccountTarget target, IReadOnlyList<AccountCheck> result)
    {
        if (!Quiet)
        {
            base.WriteOutput(target, result);
            return;
        }

        _answers.Answer(target, IsGood(result));
        WriteAnswers(isEnd: false);
    }

    /// <inheritdoc/>
    private protected override void WriteLast() => WriteAnswers(isEnd: true);

    /// <inheritdoc/>
    /// <remarks>An account has one word for all its checks: the worst.</remarks>
    private protected override string OutcomeWord(IReadOnlyList<AccountCheck> result)
        => result.Any(static check => check.Status == AccountCheckStatus.Failed) ? FleetTally.Failed
            : result.Any(static check => check.Status == AccountCheckStatus.NotRead) ? "not read in full"
            : result.Any(static check => check.Status == AccountCheckStatus.Warning) ? "passed with warnings"
            : "passed";

    /// <inheritdoc/>
    private protected override IReadOnlyList<AccountCheck> Failed(AccountTarget target, AccountFailure failure) => FailedResults.OfTest(target, failure);

    private void WriteAnswers(bool isEnd)
    {
        foreach (var answer in _answers.Next(isEnd))
        {
            WriteObject(answer);
        }
    }

    private static bool IsGood(IReadOnlyList<AccountCheck> checks) => !checks.Any(static check => check.Status is AccountCheckStatus.Failed or AccountCheckStatus.NotRead);
}
