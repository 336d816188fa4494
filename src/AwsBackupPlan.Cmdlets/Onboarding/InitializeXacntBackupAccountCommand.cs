using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Cmdlets.Plans;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Onboarding;

namespace AwsBackupPlan.Cmdlets.Onboarding;

/// <summary>Gives accounts what backup sets need and no template has made: a multi-Region key with a replica and an alias in every Region, and the parameter with the plan document.</summary>
/// <remarks>
/// <para>In the primary Region a multi-Region key is made, tagged, rotated every year, with a policy by which the account's own policies decide and AWS Backup may use it; in each Region of -CopyRegion a replica; and in all
/// of them the alias. The plan document of -PlanPath or -PlanDocument, or else a default one, is put into the parameter. -OptIn switches AWS Backup on for RDS and Aurora in each Region. The roles are made by template.</para>
/// <para>What is there is adopted: a key behind the alias, a replica without one, a parameter, which is written over only with -OverwritePlan. The command can be run again at any time, and a run that was interrupted is
/// completed by the next one, without a second key. Where an alias stands for a key that cannot serve, such as a single-Region key or one that is to be deleted, the account is blocked, and nothing is written.</para>
/// </remarks>
/// <example>
///   <summary>Sees what would be made in an account, makes it, and checks.</summary>
///   <code>$account = @{ AccountId = '222222222222'; AbsName = 'payroll' }
/// $account | Initialize-XacntBackupAccount -OptIn -WhatIf
/// $account | Initialize-XacntBackupAccount -OptIn
/// $account | Test-XacntBackupAccount</code>
/// </example>
/// <example>
///   <summary>Gives the accounts of a file a plan document of your own, encrypted.</summary>
///   <code>Import-Csv accounts.csv | Initialize-XacntBackupAccount -PlanPath plan.json -PlanParameterName /backupprocess/secret -ParameterType SecureString</code>
/// </example>
/// <example>
///   <summary>Puts another plan document into the parameter of an account that has one.</summary>
///   <code>Initialize-XacntBackupAccount -AccountId 222222222222 -AbsName payroll -PlanPath plan.json -OverwritePlan</code>
///   <para>Plans follow with the next run of New-XacntBackupPlan.</para>
/// </example>
[Cmdlet(VerbsData.Initialize, "XacntBackupAccount", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "DefaultPlan")]
[OutputType(typeof(InitializedAccount))]
public sealed class InitializeXacntBackupAccountCommand : FleetCommand<InitializedAccount>
{
    private const string FromPath = "PlanPath";
    private const string FromObject = "PlanDocument";

    private SetupOptions _options = new();

    /// <summary>A file that holds the plan document as JSON, for all accounts. Wildcards have no meaning in it.</summary>
    [Parameter(ParameterSetName = FromPath, Mandatory = true)]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string? PlanPath { get; set; }

    /// <summary>The plan document itself, for all accounts: JSON text, a hashtable, or what ConvertFrom-Json makes.</summary>
    [Parameter(ParameterSetName = FromObject, Mandatory = true)]
    [ValidateNotNull]
    public object? PlanDocument { get; set; }

    /// <summary>The name of the parameter of AWS Systems Manager, in the primary Region of each account, that the plan document is put into.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string PlanParameterName { get; set; } = "/backupprocess/backupplan";

    /// <summary>The type of a parameter that is made: String, or SecureString, which is encrypted with the account's own key for parameters (alias/aws/ssm). Without it: String. AWS changes no type: a parameter of another one blocks the account.</summary>
    [Parameter]
    [ValidateSet("String", "SecureString")]
    public string? ParameterType { get; set; }

    /// <summary>Writes over a parameter that holds another plan document than the one that -PlanPath or -PlanDocument gives. Without it that is left, with a warning and a result that says so.</summary>
    [Parameter]
    public SwitchParameter OverwritePlan { get; set; }

    /// <summary>The alias of the key, the same in every Region. Without it: the ABS name followed by -key.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyAlias { get; set; }

    /// <summary>The key of the tag, whose value is the ABS name, on the keys and the parameter that are made.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <summary>Switches AWS Backup on for RDS and Aurora in each Region, and leaves its other types as they are. Without it the settings are not looked at.</summary>
    [Parameter]
    public SwitchParameter OptIn { get; set; }

    /// <summary>Asks for no confirmation. -WhatIf still only tells.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    private protected override IReadOnlyList<ParameterFault> ReadOptions()
    {
        _options = new SetupOptions
        {
            KeyAlias = KeyAlias,
            TagKey = TagKey,
            PlanParameterName = PlanParameterName,
            PlanDocument = PlanInput.Read(this, PlanPath, PlanDocument),
            ParameterType = ParameterType,
            OverwritePlan = OverwritePlan,
            OptIn = OptIn,
        };
        return [.. SetupOptionsValidator.Validate(_options).Select(fault => PlanInput.Of(PlanPath, fault))];
    }

    /// <inheritdoc/>
    private protected override Task<WorkOutcome<InitializedAccount>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => engine.InitializeAsync(target, _options, observer, cancellationToken);

    /// <inheritdoc/>
    private protected override string OutcomeWord(InitializedAccount result) => result.Status switch
    {
        DeploymentStatus.Created or DeploymentStatus.Updated => "changed",
        DeploymentStatus.Unchanged => "unchanged",
        DeploymentStatus.WhatIf => "to be changed",
        DeploymentStatus.Declined => "declined",
        DeploymentStatus.Blocked => "blocked",
        _ => FleetTally.Failed,
    };

    /// <inheritdoc/>
    private protected override InitializedAccount Failed(AccountTarget target, AccountFailure failure) => FailedResults.OfSetup(target, _options, failure);
}
