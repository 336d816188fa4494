using System.Collections.Concurrent;
using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Cmdlets.Fleet;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring;

namespace AwsBackupPlan.Cmdlets.Monitoring;

/// <summary>A cmdlet that reads what there is of the databases of accounts: of all, of those that are named, or of those that are piped in.</summary>
/// <typeparam name="TInfo">What it writes.</typeparam>
/// <remarks>
/// An account is begun at once. Databases that are piped in are gathered: those of one account, backup set and Region are one piece of work, which begins when all are there.
/// </remarks>
public abstract class ReadCommand<TInfo> : FleetCommand<IReadOnlyList<TInfo>>
{
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _gathered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccountTarget> _targets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<AccountTarget, IReadOnlyList<string>> _named = new();
    private bool _isGiven;
    private SoughtNames? _sought;

    /// <summary>
    /// ARNs or names of databases, or wildcard patterns of them, compared without case; of a job that which was backed up, that which a copied or restored recovery point is of, or that which a restore has made. Of
    /// databases, recovery points and jobs that are piped in the databases are meant. Without it: all.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ResourceArnCompleter))]
    public string[]? ResourceArn { get; set; }

    /// <inheritdoc/>
    private protected sealed override bool OnlyReads => true;

    /// <inheritdoc/>
    /// <remarks>The plans say where copies go.</remarks>
    private protected sealed override TargetRules Rules => new(DefaultAbsName: "*", AllowsWildcards: true, NeedsCopyRegions: false);

    /// <summary>The databases that the command line names.</summary>
    private protected IReadOnlyList<string> Resources => _isGiven ? Texts(ResourceArn) : [];

    /// <summary>Reads the parameters that hold for every account but <see cref="ResourceArn"/>, and what is wrong with them.</summary>
    private protected abstract IReadOnlyList<ParameterFault> ReadQuery();

    /// <summary>Begins to note which of the names that the query has are there; none where it is not known whether there is nothing of a name or nothing that is wanted.</summary>
    private protected abstract SoughtNames? Seek(string? region);

    /// <summary>Reads one account: what is of the databases that were piped in, or all that the query wants when there are none. Called on any thread.</summary>
    private protected abstract Task<WorkOutcome<IReadOnlyList<TInfo>>> ReadAsync(BackupEngine engine, AccountTarget target, IReadOnlyList<string> piped, IWorkObserver observer, CancellationToken cancellationToken);

    /// <inheritdoc/>
    private protected sealed override IReadOnlyList<ParameterFault> ReadOptions()
    {
        _isGiven = IsGiven(nameof(ResourceArn));
        List<ParameterFault> faults = [.. ReadQuery()];
        if (_isGiven && Resources.Count == 0)
        {
            // An empty variable must not mean every database.
            faults.Add(new ParameterFault(nameof(ResourceArn), Strings.EmptyResource));
        }

        if (faults.Count == 0)
        {
            _sought = Seek(IsGiven(nameof(Region)) ? Region!.Trim() : null);
        }

        return faults;
    }

    /// <summary>Whether a parameter was given on the command line. Before the first record alone: what the pipeline binds counts later, too.</summary>
    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Says that a date was given, and is none.</summary>
    private protected void CheckDate(List<ParameterFault> faults, string parameter, DateTime? value)
    {
        if (value is null && IsGiven(parameter))
        {
            faults.Add(new ParameterFault(parameter, Strings.EmptyValue));
        }
    }

    /// <summary>A date without a time zone is one of the user's.</summary>
    private protected static DateTimeOffset? Time(DateTime? date) => date is { } given ? new DateTimeOffset(given.ToUniversalTime()) : null;

    /// <inheritdoc/>
    private protected sealed override Task<WorkOutcome<IReadOnlyList<TInfo>>> WorkAsync(BackupEngine engine, AccountTarget target, IWorkObserver observer, CancellationToken cancellationToken)
        => ReadAsync(engine, target, _named.TryGetValue(target, out var piped) ? piped : [], observer, cancellationToken);

    /// <inheritdoc/>
    private protected sealed override void Take(AccountTarget target)
    {
        var (isNamed, value) = _isGiven ? (false, null) : Piped();
        var names = isNamed ? Texts(value) : [];
        var faults = isNamed && names.Count == 0 ? [new ParameterFault(nameof(ResourceArn), Strings.EmptyResource)] : ResourcePatterns.Validate(names);
        if (faults.Count > 0)
        {
            Refuse(target, faults, hasAbsName: true);
            return;
        }

        var key = TargetKey.Of(target);
        if (names.Count > 0)
        {
            Gather(key, target, names);
            return;
        }

        // All of it: what was piped in before is a part of that.
        _whole.Add(key);
        _gathered.Remove(key);
        base.Take(target);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var piece in _gathered)
        {
            _named[_targets[piece.Key]] = piece.Value;
            base.Take(_targets[piece.Key]);
        }

        base.EndProcessing();
    }

    /// <inheritdoc/>
    private protected sealed override void WriteNotes()
    {
        if (_sought is null)
        {
            return;
        }

        if (_sought.IsTooEarly)
        {
            WriteError(Errors.SinceInFuture());
        }
        else if (_sought.Missing is { Count: > 0 } missing)
        {
            WriteWarning(Strings.NothingOf(missing));
        }
    }

    /// <inheritdoc/>
    private protected override string OutcomeWord(IReadOnlyList<TInfo> result) => "read";

    /// <inheritdoc/>
    private protected override IReadOnlyList<TInfo>? Failed(AccountTarget target, AccountFailure failure) => null;

    private void Gather(string key, AccountTarget target, IReadOnlyList<string> names)
    {
        if (_whole.Contains(key))
        {
            return;
        }

        if (!_gathered.TryGetValue(key, out var gathered))
        {
            _targets[key] = target;
            _gathered.Add(key, gathered = []);
        }

        foreach (var name in names)
        {
            if (!gathered.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                gathered.Add(name);
            }
        }
    }

    /// <summary>What a record says of databases, and whether it says anything: a property without a value is not the same as none.</summary>
    private (bool IsNamed, object? Value) Piped()
    {
        if (ResourceArn is not null)
        {
            return (true, ResourceArn);
        }

        return Input is not null && PSObject.AsPSObject(Input).Properties[nameof(ResourceArn)] is { } property ? (true, property.Value) : (false, null);
    }

    private static List<string> Texts(object? value)
    {
        var texts = new List<string>();
        foreach (var text in LanguagePrimitives.ConvertTo<string[]>(value) ?? [])
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                texts.Add(text.Trim());
            }
        }

        return texts;
    }
}
