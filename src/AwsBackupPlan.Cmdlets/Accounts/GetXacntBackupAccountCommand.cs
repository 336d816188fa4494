using System.Collections;
using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Discovery;

namespace AwsBackupPlan.Cmdlets.Accounts;

/// <summary>Gets the accounts of the AWS Organization, for piping into the other cmdlets.</summary>
/// <remarks>
/// <para>It runs with your own credentials, which have to be those of the organization's management account or of a delegated administrator account, and assumes no role in any account.
/// Accounts are written as they are read. Only active ones are, unless -IncludeInactive is given; the management account is among them, unless -ExcludeManagementAccount is given.</para>
/// <para>All conditions have to be fulfilled: a unit, a name, every tag. Tags are read with a call for each account whose name and unit fit, and only when -Tag or -AbsNameTag is given.</para>
/// </remarks>
/// <example>
///   <summary>Deploys the backup plan in all active accounts that have the tag ABS, whose value is the ABS name.</summary>
///   <code>Get-XacntBackupAccount -AbsNameTag ABS | New-XacntBackupPlan</code>
/// </example>
/// <example>
///   <summary>Lists the accounts of a unit and of all units in it that are tagged as production.</summary>
///   <code>Get-XacntBackupAccount -OrganizationalUnit Workloads/Production -Tag @{ Stage = 'prod*' }</code>
/// </example>
/// <example>
///   <summary>Checks what backups need in all accounts of the organization but the management account.</summary>
///   <code>Get-XacntBackupAccount -ExcludeManagementAccount -AbsNameTag ABS | Test-XacntBackupAccount | Where-Object Status -eq Failed</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "XacntBackupAccount")]
[OutputType(typeof(BackupAccount))]
public sealed class GetXacntBackupAccountCommand : ConnectionCommand, IDisposable
{
    private BackupEngine? _engine;
    private DiscoveryRun? _run;

    /// <summary>The names of the accounts, or wildcard patterns; upper and lower case are the same. One of several has to fit.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(AccountNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The organizational units in which the accounts lie, however deep: ids (ou-… or, for a root, r-…), or the names from the root down, such as Workloads/Production.</summary>
    [Parameter]
    [Alias("OU", "OrganizationalUnitId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(OrganizationalUnitCompleter))]
    public string[] OrganizationalUnit { get; set; } = [];

    /// <summary>Tags that an account has to have, all of them: a hashtable of keys with values or wildcard patterns, or with lists of them, of which one has to fit. Keys and values are compared with case, as AWS does.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Tag { get; set; }

    /// <summary>The key of the tag whose value is the ABS name of the account. Accounts without it are left out, and named in one warning at the end.</summary>
    [Parameter]
    public string? AbsNameTag { get; set; }

    /// <summary>Also accounts that are not active: suspended, about to be closed, closed, or not yet activated. State says which.</summary>
    [Parameter]
    public SwitchParameter IncludeInactive { get; set; }

    /// <summary>Leaves out the management account of the organization, in which AWS advises against running workloads.</summary>
    [Parameter]
    public SwitchParameter ExcludeManagementAccount { get; set; }

    /// <summary>Stops the reading, and waits until it has ended.</summary>
    /// <remarks>An early stop by <c>Select-Object -First</c> need not call StopProcessing, but always disposes.</remarks>
    public void Dispose()
    {
        _run?.Dispose();
        _engine?.Dispose();
        _engine = null;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var (connection, connectionFaults) = ReadConnection();
        HideSecrets();
        var query = Query();
        IReadOnlyList<ParameterFault> faults = [.. connectionFaults, .. ConnectionOptionsValidator.Validate(connection), .. AccountQueryValidator.Validate(query), .. ParameterFaults()];
        if (faults.Count > 0)
        {
            ThrowTerminatingError(Errors.InvalidParameters(faults));
        }

        _engine = new BackupEngine(connection);
        _run = new DiscoveryRun(_engine, query);
        Write(_run);
    }

    /// <inheritdoc/>
    /// <remarks>Comes on another thread; the pipeline's own then finds the reading stopped.</remarks>
    protected override void StopProcessing() => _run?.Stop();

    private void Write(DiscoveryRun run)
    {
        var bar = new ProgressRecord(0, MyInvocation.MyCommand.Name, Strings.ReadingOrganization);
        try
        {
            foreach (var record in run.ToEnd())
            {
                Write(record, bar);
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (DiscoveryException exception)
        {
            ThrowTerminatingError(Errors.OfDiscovery(exception));
        }

        bar.RecordType = ProgressRecordType.Completed;
        WriteProgress(bar);
    }

    private void Write(DiscoveryRecord record, ProgressRecord bar)
    {
        switch (record)
        {
            case { Account: { } account }:
                LastRuns.Note(account);
                WriteObject(account);
                break;
            case { Verbose: { } line }:
                WriteVerbose(line);
                break;
            case { Warning: { } warning }:
                WriteWarning(warning);
                break;
            case { Question: { } question }:
                record.Answer(Ask(question));
                break;
            case { Progress: { } progress }:
                bar.StatusDescription = progress;
                WriteProgress(bar);
                break;
        }
    }

    /// <summary>An empty variable must not mean all accounts, and what has no effect here is not what the user meant.</summary>
    private List<ParameterFault> ParameterFaults()
    {
        var faults = new List<ParameterFault>();
        AddIf(faults, Name.Length == 0, nameof(Name), Strings.EmptyFilter);
        AddIf(faults, Tag is not { Count: > 0 }, nameof(Tag), Strings.EmptyFilter);
        AddIf(faults, RestrictSession, nameof(RestrictSession), Strings.NoSessionToRestrict);
        var isWithoutRole = RoleArn is not { Length: > 0 };
        AddIf(faults, isWithoutRole, nameof(SessionTag), Strings.NoSessionToMark);
        AddIf(faults, isWithoutRole, nameof(TransitiveTagKey), Strings.NoSessionToMark);
        AddIf(faults, isWithoutRole, nameof(SourceIdentity), Strings.NoSessionToMark);
        return faults;
    }

    private void AddIf(List<ParameterFault> faults, bool isWrong, string name, string message)
    {
        if (isWrong && MyInvocation.BoundParameters.ContainsKey(name))
        {
            faults.Add(new ParameterFault(name, message));
        }
    }

    private AccountQuery Query() => new()
    {
        OrganizationalUnits = OrganizationalUnit,
        Names = Name,
        Tags = Tag is null
            ? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
            : Tag.Cast<DictionaryEntry>().ToDictionary(static tag => LanguagePrimitives.ConvertTo<string>(tag.Key), static tag => (IReadOnlyList<string>)Patterns(tag.Value), StringComparer.Ordinal),
        AbsNameTag = AbsNameTag,
        IncludeInactive = IncludeInactive,
        ExcludeManagementAccount = ExcludeManagementAccount,
    };

    private static string[] Patterns(object? value) => value is null ? [] : LanguagePrimitives.ConvertTo<string[]>(value);
}
