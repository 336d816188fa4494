using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Cmdlets.Plans;

/// <summary>Gets the backup plans that are deployed in accounts, with their rules, selections and vaults.</summary>
/// <remarks>
/// <para>Only plans that carry the tag are found: those that New-XacntBackupPlan has made or taken over. -AbsName can be a wildcard pattern and is * when it is not
/// given. A name without wildcards that is not found is an error; a pattern that matches nothing is not.</para>
/// <para>What it writes can be piped to Compare-XacntBackupPlan, New-XacntBackupPlan and Remove-XacntBackupResource.</para>
/// </remarks>
/// <example>
///   <summary>Lists all plans of an account.</summary>
///   <code>Get-XacntBackupPlan -AccountId 222222222222</code>
/// </example>
/// <example>
///   <summary>Lists the rules of the plans whose ABS name begins with pay, in all accounts of a file.</summary>
///   <code>Import-Csv accounts.csv | Select-Object AccountId | Get-XacntBackupPlan -AbsName pay* | Select-Object AccountId, AbsName -ExpandProperty Rules</code>
/// </example>
/// <example>
///   <summary>Compares all that is deployed in the accounts of a file with what it should be.</summary>
///   <code>Import-Csv accounts.csv | Get-XacntBackupPlan | Compare-XacntBackupPlan | Where-Object Status -eq Different</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "XacntBackupPlan")]
[OutputType(typeof(BackupPlanInfo))]
public sealed class GetXacntBackupPlanCommand : FleetCommand<IReadOnlyList<BackupPlanInfo>>
{
    /// <summary>The key of the tag that marks what belongs to a backup set.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <inheritdoc/>
    private protected override bool OnlyReads => true;

    /// <inheritdoc/>
    /// <remarks>The plan itself says where its copies go.</remarks>
    private protected override TargetRules Rules => new(DefaultAbsName: "*", AllowsWildcards: true, UsesCopyRegions: false);

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions() => TeardownOptionsValidator.Validate(new TeardownOptions { TagKey = TagKey });

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<IReadOnlyList<BackupPlanInfo>>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.GetAsync(target, TagKey, observer, cancellationToken);

    /// <inheritdoc/>
    private protected override string OutcomeWord(IReadOnlyList<BackupPlanInfo> result) => "read";

    /// <inheritdoc/>
    private protected override IReadOnlyList<BackupPlanInfo>? Failed(AccountTarget target, AccountFailure failure) => null;
}
