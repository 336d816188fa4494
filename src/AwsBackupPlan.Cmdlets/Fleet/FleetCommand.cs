using System.Management.Automation;
using System.Management.Automation.Host;
using AwsBackupPlan.Cmdlets.Accounts;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>A cmdlet that works on many accounts side by side.</summary>
/// <typeparam name="TResult">What it writes for each account.</typeparam>
public abstract class FleetCommand<TResult> : ConnectionCommand, IDisposable
    where TResult : class
{
    private const string DefaultRegion = "us-east-1";
    private const string DefaultCopyRegion = "us-east-2";
    private const string DefaultRoleName = "Xacnt_Backup_Role";

    /// <summary>By the text of a warning, the accounts that it was not written for because another account had it before.</summary>
    private readonly Dictionary<string, List<AccountTarget>> _warned = new(StringComparer.Ordinal);

    private HashSet<string> _onCommandLine = [];
    private BackupEngine? _engine;
    private FleetRun<TResult>? _fleet;
    private FleetBars? _bars;
    private bool _disposed;

    /// <summary>An account as an object: a BackupAccount, a hashtable with the keys AccountId, AbsName, Region, CopyRegion, RoleName, ExternalId, or any object with such properties.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public object? InputObject { get; set; }

    /// <summary>The account to work on, or several: 12 digits each, in quotes, so that leading zeros stay.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "Account", "TargetAccountId")]
    [AllowEmptyString]
    [AllowNull]
    [AllowEmptyCollection]
    public string[]? AccountId { get; set; }

    /// <summary>The ABS name: the name of the backup set, and the value of the tag on its databases. 1 to 22 letters, digits, - and _, beginning with a letter or digit.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Abs")]
    [AllowEmptyString]
    [AllowNull]
    public string? AbsName { get; set; }

    /// <summary>The primary Region: that of the plan, its databases and its first vault. Without it: us-east-1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RegionToCall")]
    [AllowEmptyString]
    [AllowNull]
    public string? Region { get; set; }

    /// <summary>
    /// The Regions that copies go to, each with a vault of its own; none with @(), and with the word none. Without it: us-east-2; a removal learns them from the plan. In a CSV several
    /// are separated by semicolons, and an empty cell stands for the default.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [AllowEmptyCollection]
    public string[]? CopyRegion { get; set; }

    /// <summary>The role to assume in the account, with its path where it has one. Without it: Xacnt_Backup_Role.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    public string? RoleName { get; set; }

    /// <summary>The external id that the trust policy of the role asks for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    public string? ExternalId { get; set; }

    /// <summary>How many accounts are worked on at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 32;

    /// <summary>The ABS name of an account that comes without one; none when <see langword="null"/>.</summary>
    private protected virtual string? DefaultAbsName => null;

    /// <summary>Whether an ABS name can be a wildcard pattern.</summary>
    private protected virtual bool AllowsWildcards => false;

    /// <summary>Whether the copy Regions of an account matter.</summary>
    private protected virtual bool UsesCopyRegions => true;

    /// <summary>Whether the work cannot be done without knowing the copy Regions beforehand.</summary>
    private protected virtual bool NeedsCopyRegions => true;

    /// <summary>Whether the user wants no questions.</summary>
    private protected virtual bool IsForced => false;

    /// <summary>Stops everything that is at work, waits for it, and tells of what was interrupted.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads and checks the parameters that hold for every account. Whatever is wrong ends the command before any call.</summary>
    private protected abstract IReadOnlyList<ParameterFault> ReadOptions();

    /// <summary>Does the work on one account. Called on any thread.</summary>
    private protected abstract Task<WorkOutcome<TResult>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken);

    /// <summary>What to write for an account that could not be worked on at all; nothing when <see langword="null"/>.</summary>
    private protected abstract TResult? Failed(AccountTarget target, AccountFailure failure);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Later it also holds what the pipeline bound, and keeps that for the records that follow.
        _onCommandLine = new HashSet<string>(MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);
        var (connection, connectionFaults) = ReadConnection();
        IReadOnlyList<ParameterFault> faults = [.. connectionFaults, .. ConnectionOptionsValidator.Validate(connection), .. CopyRegionFaults(), .. ReadOptions()];
        if (faults.Count > 0)
        {
            ThrowTerminatingError(Errors.InvalidParameters(faults));
        }

        var engine = new BackupEngine(connection);
        _engine = engine;
        _bars = new FleetBars(MyInvocation.MyCommand.Name, WriteProgress);
        _fleet = new FleetRun<TResult>((target, observer, cancellationToken) => WorkAsync(engine, target, observer, cancellationToken), ThrottleLimit, WantsVerbose());
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attend(fleet =>
    {
        if (InputObject is null)
        {
            Take(fleet, new Dictionary<string, object?>(StringComparer.Ordinal), input: null);
        }
        else
        {
            foreach (var input in AccountInput.Each(InputObject))
            {
                Take(fleet, input);
            }
        }

        _bars!.Begin(fleet.Standing);
        return fleet.Available();
    });

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Attend(fleet =>
        {
            fleet.Complete();
            return fleet.ToEnd();
        });
        foreach (var (text, targets) in _warned.Where(warning => warning.Value.Count > 0).Select(warning => (warning.Key, warning.Value)))
        {
            WriteWarning(Strings.WarningOfOthers(targets, text));
        }

        _bars?.Complete();
    }

    /// <inheritdoc/>
    /// <remarks>Comes on another thread; the pipeline's own then finds the fleet stopped.</remarks>
    protected override void StopProcessing() => _fleet?.Stop();

    /// <summary>Stops everything that is at work, and waits for it.</summary>
    /// <remarks>An early stop by <c>Select-Object -First</c> need not call StopProcessing, but always disposes.</remarks>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed || _fleet is null)
        {
            return;
        }

        _disposed = true;
        _fleet.Stop();
        var idle = _fleet.WaitForWorkers();
        if (Stopping)
        {
            Say(idle ? Strings.Stopped(MyInvocation.MyCommand.Name, _fleet.Standing) : Strings.StillRunning(MyInvocation.MyCommand.Name));
        }

        _fleet.Dispose();
        if (idle)
        {
            _engine?.Dispose();
        }
    }

    /// <summary>Handles records of the fleet on the pipeline thread. Whatever ends the pipeline ends the work first.</summary>
    private void Attend(Func<FleetRun<TResult>, IEnumerable<FleetRecord>> records)
    {
        var fleet = _fleet!;
        try
        {
            foreach (var record in records(fleet))
            {
                Handle(record, fleet);
            }
        }
        catch (OperationCanceledException)
        {
            fleet.WaitForWorkers();
            throw new PipelineStoppedException();
        }
        catch
        {
            fleet.Stop();
            fleet.WaitForWorkers();
            throw;
        }
    }

    private void Handle(FleetRecord record, FleetRun<TResult> fleet)
    {
        switch (record)
        {
            case FleetOutcome<TResult> ended:
                Write(ended);
                _bars!.Show(fleet.Standing);
                break;
            case FleetRejection rejected:
                WriteError(Errors.Of(rejected.Failure));
                break;
            case FleetMessage { IsWarning: true } warning:
                Warn(warning);
                break;
            case FleetMessage message:
                WriteVerbose(message.Text);
                break;
            case FleetProgress progress:
                _bars!.Show(progress);
                break;
            case FleetConfirmation confirmation:
                confirmation.Answer(Decide(confirmation.Request));
                break;
        }
    }

    /// <summary>The same warning of many accounts is written for the first, and at the end once for the others.</summary>
    private void Warn(FleetMessage warning)
    {
        if (_warned.TryGetValue(warning.Text, out var others))
        {
            others.Add(warning.Target);
            return;
        }

        _warned.Add(warning.Text, []);
        WriteWarning(Strings.OfAccount(warning.Target, warning.Text));
    }

    private void Write(FleetOutcome<TResult> ended)
    {
        var (result, failure) = ended.Outcome;
        result ??= failure is null ? null : Failed(ended.Target, failure);
        if (result is not null)
        {
            WriteObject(result, enumerateCollection: true);
        }

        // After the result, so that neither this nor -ErrorAction Stop loses it.
        if (failure is { IsCallers: true })
        {
            ThrowTerminatingError(Errors.OfCaller(failure, _fleet!.Standing));
        }

        if (failure is not null)
        {
            WriteError(Errors.Of(failure));
        }
    }

    /// <summary>-WhatIf beats -Force, and -Force beats -Confirm.</summary>
    private Decision Decide(ConfirmationRequest request)
    {
        if (IsWhatIf())
        {
            foreach (var step in request.Steps)
            {
                ShouldProcess(step.TargetName, step.Action);
            }

            return Decision.WhatIf;
        }

        return IsForced || Asked(request) ? Decision.Proceed : Decision.Declined;
    }

    private bool Asked(ConfirmationRequest request)
    {
        try
        {
            return ShouldProcess(request.TargetName, request.Action);
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            ThrowTerminatingError(Errors.CannotAsk(request.Target, exception));
            throw;
        }
    }

    /// <summary>Whether this is a dry run. PowerShell does not tell without asking about a step.</summary>
    private bool IsWhatIf()
        => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
            ? LanguagePrimitives.IsTrue(given)
            : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Whether anybody sees verbose lines: thousands of calls make some each.</summary>
    private bool WantsVerbose()
        => MyInvocation.BoundParameters.TryGetValue("Verbose", out var given)
            ? LanguagePrimitives.IsTrue(given)
            : GetVariableValue("VerbosePreference") is { } preference
                && LanguagePrimitives.ConvertTo<ActionPreference>(preference) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private void Take(FleetRun<TResult> fleet, object input)
    {
        try
        {
            Take(fleet, AccountInput.Read(input), input);
        }
        catch (Exception exception) when (exception is ValidationMetadataException or PSInvalidCastException)
        {
            WriteError(Errors.UnreadableInput(input, exception.Message));
        }
    }

    private void Take(FleetRun<TResult> fleet, IReadOnlyDictionary<string, object?> values, object? input)
    {
        var accountIds = AccountInput.AccountIds(Value(nameof(AccountId), AccountId, values));
        if (accountIds is null or { Count: 0 })
        {
            WriteError(Errors.UnreadableInput(input, Strings.NoAccount(AccountInput.NamesIn(input))));
            return;
        }

        var copyRegions = CopyRegions(values);
        foreach (var accountId in accountIds)
        {
            var target = Target(accountId, copyRegions ?? [DefaultCopyRegion], values) with { CopyRegionsAreDefault = copyRegions is null };
            var faults = Faults(target, copiesByDefault: copyRegions is null);
            if (copyRegions is null && !NeedsCopyRegions && faults.All(IsOfCopyRegion))
            {
                // A default that does not suit the primary Region is none.
                (target, faults) = (faults.Count == 0 ? target : target with { CopyRegions = [] }, []);
            }

            Take(fleet, target, faults);
        }
    }

    private void Take(FleetRun<TResult> fleet, AccountTarget target, IReadOnlyList<ParameterFault> faults)
    {
        if (faults.Count == 0)
        {
            if (fleet.Add(target) is { } record)
            {
                Handle(record, fleet);
            }

            return;
        }

        Write(new FleetOutcome<TResult>(target, new WorkOutcome<TResult>(null, new AccountFailure
        {
            ErrorId = "InvalidInput",
            Category = FailureCategory.InvalidArgument,
            Message = Strings.OfAccount(target, Strings.Faults(faults)),
            Remedy = Strings.TargetRemedy(faults),
            Target = target,
        })));
    }

    private IReadOnlyList<ParameterFault> Faults(AccountTarget target, bool copiesByDefault)
    {
        if (target.AbsName.Length == 0)
        {
            return [new ParameterFault(nameof(AbsName), Strings.NoAbsName)];
        }

        var faults = AccountTargetValidator.Validate(target, Partition, AllowsWildcards);
        if (!copiesByDefault || !faults.Any(IsOfCopyRegion))
        {
            return faults;
        }

        // Nobody has named that Region: the fault is in the primary one, or else that the default does not suit it.
        ParameterFault[] others = [.. faults.Where(fault => !IsOfCopyRegion(fault))];
        return others.Any(fault => string.Equals(fault.ParameterName, nameof(Region), StringComparison.Ordinal))
            ? others
            : [.. others, new ParameterFault(nameof(CopyRegion), Strings.DefaultCopyRegionDoesNotFit(DefaultCopyRegion, target.Region))];
    }

    private static bool IsOfCopyRegion(ParameterFault fault) => string.Equals(fault.ParameterName, nameof(CopyRegion), StringComparison.Ordinal);

    private AccountTarget Target(string accountId, IReadOnlyList<string> copyRegions, IReadOnlyDictionary<string, object?> values) => new(
        accountId,
        AccountInput.Text(Value(nameof(AbsName), AbsName, values)) ?? DefaultAbsName ?? "",
        AccountInput.Text(Value(nameof(Region), Region, values)) ?? DefaultRegion,
        copyRegions,
        AccountInput.Text(Value(nameof(RoleName), RoleName, values)) ?? DefaultRoleName,
        AccountInput.Text(Value(nameof(ExternalId), ExternalId, values)));

    /// <summary>A variable on the command line that turns out to be empty means neither the default Region nor that there are to be no copies.</summary>
    private IEnumerable<ParameterFault> CopyRegionFaults()
    {
        if (_onCommandLine.Contains(nameof(CopyRegion)) && AccountInput.Regions(CopyRegion) is null)
        {
            yield return new ParameterFault(nameof(CopyRegion), Strings.EmptyCopyRegion);
        }
    }

    /// <summary>The copy Regions that were given; <see langword="null"/> when none were, which is not the same as an empty list.</summary>
    private IReadOnlyList<string>? CopyRegions(IReadOnlyDictionary<string, object?> values)
    {
        if (!UsesCopyRegions)
        {
            return [];
        }

        return AccountInput.Regions(Value(nameof(CopyRegion), CopyRegion, values));
    }

    /// <summary>
    /// What was given on the command line comes before what the pipeline bound to the parameter, that before what -InputObject says, and that
    /// before the default. PowerShell takes back what it bound for an earlier record: a parameter that has a value has it for this one.
    /// </summary>
    private object? Value(string name, object? parameter, IReadOnlyDictionary<string, object?> values)
        => parameter is null && !_onCommandLine.Contains(name) && values.TryGetValue(name, out var value) ? value : parameter;

    /// <summary>A stopped pipeline takes no records any more; its host still takes text.</summary>
    private void Say(string text)
    {
        try
        {
            Host?.UI?.WriteLine(text);
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException)
        {
            // A host without a screen. Nobody is there to read it.
        }
    }
}
