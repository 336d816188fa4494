using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Accounts;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>A cmdlet that takes accounts: by pipeline, by objects, or on the command line.</summary>
public abstract class AccountCommand : ConnectionCommand
{
    /// <summary>By what an input lacks, how many more lack it that were not told of because one before them was.</summary>
    private readonly Dictionary<string, int> _lacking = new(StringComparer.Ordinal);

    /// <summary>The Regions that were looked at: each is told of once.</summary>
    private readonly HashSet<string> _regions = new(StringComparer.Ordinal);

    private TargetReader? _targets;
    private UnreadNames? _unread;

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
    [ArgumentCompleter(typeof(AccountIdCompleter))]
    public string[]? AccountId { get; set; }

    /// <summary>The ABS name: the name of the backup set, and the value of the tag on its databases. 1 to 22 letters, digits, - and _, beginning with a letter or digit.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Abs")]
    [AllowEmptyString]
    [AllowNull]
    [ArgumentCompleter(typeof(AbsNameCompleter))]
    public string? AbsName { get; set; }

    /// <summary>The primary Region: that of the plan, its databases and its first vault. Without it: us-east-1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RegionToCall")]
    [AllowEmptyString]
    [AllowNull]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>
    /// The Regions that copies go to, each with a vault of its own; none with @(), and with the word none. Without it: us-east-2; a removal learns them from the plan. In a CSV several
    /// are separated by semicolons, and an empty cell stands for the default.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[]? CopyRegion { get; set; }

    /// <summary>The role to assume in the account, with its path where it has one. Without it: Xacnt_Backup_Role.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string? RoleName { get; set; }

    /// <summary>The external id that the trust policy of the role asks for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    public string? ExternalId { get; set; }

    /// <summary>The object that an account is read from; <see langword="null"/> for one of the command line.</summary>
    private protected object? Input { get; private set; }

    /// <summary>What is asked of the accounts.</summary>
    private protected virtual TargetRules Rules => new();

    /// <summary>Takes on a piece of work that nothing is wrong with.</summary>
    private protected abstract void Take(AccountTarget target);

    /// <summary>Writes what there is to write for a piece of work that cannot be taken on, beside its error.</summary>
    private protected abstract void Refuse(AccountTarget target, AccountFailure failure);

    /// <summary>Counts an input that cannot be taken on. Its error comes after.</summary>
    private protected abstract void CountRefused();

    /// <summary>Notes what the command line says, before the pipeline adds to it; tells what is wrong with that.</summary>
    private protected IReadOnlyList<ParameterFault> BeginReading()
    {
        // Later it also holds what the pipeline bound, and keeps that for the records that follow.
        var onCommandLine = new HashSet<string>(MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);
        _targets = new TargetReader(Rules, onCommandLine, Partition);
        _unread = new UnreadNames(MyInvocation.MyCommand.Parameters.Values, onCommandLine);
        return _targets.CommandLineFaults(Values);
    }

    /// <summary>Reads the accounts of a record of the pipeline, or of the command line.</summary>
    private protected void ReadAccounts()
    {
        HideSecrets();
        Input = null;
        if (InputObject is null)
        {
            Read(new Dictionary<string, object?>(StringComparer.Ordinal), input: null);
            return;
        }

        foreach (var input in AccountInput.Each(InputObject))
        {
            Input = input;
            WarnOfUnread(input);
            Read(input);
        }
    }

    /// <summary>An error for all inputs together that lacked what one before them had lacked.</summary>
    private protected IEnumerable<ErrorRecord> MoreLacks()
        => _lacking.Where(static lack => lack.Value > 0).Select(static lack => Errors.UnreadableInput(input: null, Strings.MoreOfTheSame(lack.Value, lack.Key)));

    private AccountValues Values => new(AccountId, AbsName, Region, CopyRegion, RoleName, ExternalId);

    private void WarnOfUnread(object input)
    {
        foreach (var (name, meant) in _unread!.In(input))
        {
            WriteWarning(PlainText.Of(Strings.UnreadName(name, meant)));
        }
    }

    private void Read(object input)
    {
        if (AccountInput.IsRow(input))
        {
            Lack(Strings.RowAsText, text => Errors.UnreadableInput(input, text));
            return;
        }

        try
        {
            var values = AccountInput.Read(input);
            if (_targets!.OtherAccount(AccountId, input, values) is { } text)
            {
                Refuse(Errors.UnreadableInput(input, Strings.TextBesideAccount(text)));
                return;
            }

            Read(values, input);
        }
        catch (Exception exception) when (exception is ValidationMetadataException or PSInvalidCastException)
        {
            Refuse(Errors.UnreadableInput(input, exception.Message));
        }
    }

    private void Read(IReadOnlyDictionary<string, object?> values, object? input)
    {
        if (_targets!.Read(Values, values) is not { } targets)
        {
            RefuseWithoutAccount(input);
            return;
        }

        foreach (var (target, faults) in targets)
        {
            if (faults.Count == 0)
            {
                WarnOfRegions(target);
                Take(target);
            }
            else
            {
                Refuse(target, faults, AccountInput.Has(input, nameof(AbsName)));
            }
        }
    }

    /// <summary>A new Region and a slip look alike. Who names the partition knows what he does.</summary>
    private void WarnOfRegions(AccountTarget target)
    {
        if (Partition is not null)
        {
            return;
        }

        WarnOfRegion(target.Region);
        foreach (var region in target.CopyRegions)
        {
            WarnOfRegion(region);
        }
    }

    private void WarnOfRegion(string region)
    {
        if (_regions.Add(region) && RegionDoubt.Warning(region) is { } text)
        {
            WriteWarning(text);
        }
    }

    private void RefuseWithoutAccount(object? input)
    {
        if (AccountInput.Has(input, nameof(AccountId)))
        {
            Refuse(Errors.UnreadableInput(input, Strings.EmptyAccount(AccountInput.Describe(input))));
        }
        else
        {
            Lack(Strings.NoAccount(AccountInput.NamesIn(input)), text => Errors.UnreadableInput(input, text));
        }
    }

    /// <summary>Refuses a piece of work for what is wrong with it.</summary>
    private protected void Refuse(AccountTarget target, IReadOnlyList<ParameterFault> faults, bool hasAbsName)
    {
        var failure = new AccountFailure
        {
            ErrorId = "InvalidInput",
            Category = FailureCategory.InvalidArgument,
            Message = PlainText.Of(Strings.OfAccount(target, Strings.Faults(faults))),
            Remedy = Strings.TargetRemedy(faults),
            Target = target,
        };
        Refuse(target, failure);
        if (target.AbsName.Length == 0 && !hasAbsName)
        {
            Lack(Strings.NoAbsName, _ => Errors.Of(failure));
        }
        else
        {
            Refuse(Errors.Of(failure));
        }
    }

    /// <summary>What a whole column lacks is told for the first row, and at the end once for the others.</summary>
    private void Lack(string text, Func<string, ErrorRecord> error)
    {
        if (_lacking.TryGetValue(text, out var more))
        {
            _lacking[text] = more + 1;
            CountRefused();
            return;
        }

        _lacking.Add(text, 0);
        Refuse(error(text));
    }

    private void Refuse(ErrorRecord error)
    {
        CountRefused();
        WriteError(error);
    }
}
