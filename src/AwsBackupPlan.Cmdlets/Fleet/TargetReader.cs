using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Accounts;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>Reads pieces of work from what was given for an account, and says what is wrong with them.</summary>
/// <param name="rules">What the cmdlet asks of accounts.</param>
/// <param name="onCommandLine">The names of the parameters that were given on the command line.</param>
/// <param name="partition">The partition, where the user names it.</param>
internal sealed class TargetReader(TargetRules rules, ICollection<string> onCommandLine, string? partition)
{
    private const string DefaultRegion = "us-east-1";
    private const string DefaultCopyRegion = "us-east-2";
    private const string DefaultRoleName = "Xacnt_Backup_Role";

    // Stands for all of them: the command line's other values do not depend on it.
    private const string SomeAccount = "000000000000";

    /// <summary>A variable on the command line that turns out to be empty means neither a default nor that there are to be no copies.</summary>
    /// <remarks>No iterator and no closure: the classes that the compiler makes of them cannot be loaded before the engine is found.</remarks>
    public IReadOnlyList<ParameterFault> CommandLineFaults(AccountValues bound)
    {
        var faults = new List<ParameterFault>();
        if (rules.DefaultAbsName is not null)
        {
            AddIfEmpty(faults, nameof(bound.AbsName), bound.AbsName);
        }

        AddIfEmpty(faults, nameof(bound.Region), bound.Region);
        AddIfEmpty(faults, nameof(bound.RoleName), bound.RoleName);
        AddIfEmpty(faults, nameof(bound.ExternalId), bound.ExternalId);
        if (onCommandLine.Contains(nameof(bound.CopyRegion)) && AccountInput.Regions(bound.CopyRegion) is null)
        {
            faults.Add(new ParameterFault(nameof(bound.CopyRegion), Strings.EmptyCopyRegion));
        }

        if (faults.Count == 0)
        {
            AddOfCommandLine(faults, bound);
        }

        return faults;
    }

    /// <summary>A text, or number, that came as an account while the command line names others; <see langword="null"/> for what is none.</summary>
    public string? OtherAccount(string[]? accountId, object input, IReadOnlyDictionary<string, object?> values)
    {
        var unwrapped = input is PSObject wrapped ? wrapped.BaseObject : input;
        if (!onCommandLine.Contains(nameof(AccountValues.AccountId)) || unwrapped is not (string or int or uint or long or ulong))
        {
            return null;
        }

        var text = AccountInput.Text(values[nameof(AccountValues.AccountId)]) ?? string.Empty;
        return AccountInput.AccountIds(accountId)?.Contains(text, StringComparer.Ordinal) is true ? null : text;
    }

    // What is wrong on the command line is wrong for every account: it is told once, and not by each of a thousand.
    private void AddOfCommandLine(List<ParameterFault> faults, AccountValues bound)
    {
        // Which copy Regions suit depends on the primary one, which the pipeline may name.
        var copyRegions = rules.UsesCopyRegions && onCommandLine.Contains(nameof(bound.Region)) ? AccountInput.Regions(bound.CopyRegion) ?? [] : [];
        var target = Target(SomeAccount, copyRegions, bound, new Dictionary<string, object?>(StringComparer.Ordinal));
        foreach (var fault in AccountTargetValidator.Validate(target.AbsName.Length == 0 ? target with { AbsName = "a" } : target, partition, rules.AllowsWildcards))
        {
            if (onCommandLine.Contains(fault.ParameterName))
            {
                faults.Add(fault);
            }
        }
    }

    private void AddIfEmpty(List<ParameterFault> faults, string name, string? value)
    {
        if (onCommandLine.Contains(name) && AccountInput.Text(value) is null)
        {
            faults.Add(new ParameterFault(name, Strings.EmptyValue));
        }
    }

    /// <summary>The pieces of work, each with what is wrong with it; <see langword="null"/> when no account is named.</summary>
    /// <param name="bound">What PowerShell bound to the parameters.</param>
    /// <param name="input">What -InputObject says.</param>
    public IReadOnlyList<(AccountTarget Target, IReadOnlyList<ParameterFault> Faults)>? Read(AccountValues bound, IReadOnlyDictionary<string, object?> input)
    {
        if (AccountInput.AccountIds(Value(nameof(bound.AccountId), bound.AccountId, input)) is not { Count: > 0 } accountIds)
        {
            return null;
        }

        var copyRegions = rules.UsesCopyRegions ? AccountInput.Regions(Value(nameof(bound.CopyRegion), bound.CopyRegion, input)) : [];
        return [.. accountIds.Select(accountId => Read(Target(accountId, copyRegions ?? [DefaultCopyRegion], bound, input) with { CopyRegionsAreDefault = copyRegions is null }))];
    }

    private (AccountTarget Target, IReadOnlyList<ParameterFault> Faults) Read(AccountTarget target)
    {
        var faults = Faults(target);
        return target.CopyRegionsAreDefault && !rules.NeedsCopyRegions && faults.Count > 0 && faults.All(IsOfCopyRegion)
            // A default that does not suit the primary Region is none.
            ? (target with { CopyRegions = [] }, [])
            : (target with { CopyRegionsAreDefault = target.CopyRegionsAreDefault && !rules.NeedsCopyRegions }, faults);
    }

    private IReadOnlyList<ParameterFault> Faults(AccountTarget target)
    {
        if (target.AbsName.Length == 0)
        {
            return [new ParameterFault(nameof(target.AbsName), Strings.NoAbsName)];
        }

        var faults = AccountTargetValidator.Validate(target, partition, rules.AllowsWildcards);
        if (!target.CopyRegionsAreDefault || !faults.Any(IsOfCopyRegion))
        {
            return faults;
        }

        // Nobody has named that Region: the fault is in the primary one, or else that the default does not suit it.
        ParameterFault[] others = [.. faults.Where(fault => !IsOfCopyRegion(fault))];
        return others.Any(fault => string.Equals(fault.ParameterName, nameof(target.Region), StringComparison.Ordinal))
            ? others
            : [.. others, new ParameterFault(nameof(AccountValues.CopyRegion), Strings.DefaultCopyRegionDoesNotFit(DefaultCopyRegion, target.Region))];
    }

    private static bool IsOfCopyRegion(ParameterFault fault) => string.Equals(fault.ParameterName, nameof(AccountValues.CopyRegion), StringComparison.Ordinal);

    private AccountTarget Target(string accountId, IReadOnlyList<string> copyRegions, AccountValues bound, IReadOnlyDictionary<string, object?> input) => new(
        accountId,
        AccountInput.Text(Value(nameof(bound.AbsName), bound.AbsName, input)) ?? rules.DefaultAbsName ?? "",
        AccountInput.Text(Value(nameof(bound.Region), bound.Region, input)) ?? DefaultRegion,
        copyRegions,
        AccountInput.Text(Value(nameof(bound.RoleName), bound.RoleName, input)) ?? DefaultRoleName,
        AccountInput.Text(Value(nameof(bound.ExternalId), bound.ExternalId, input)));

    /// <summary>
    /// What was given on the command line comes before what the pipeline bound to the parameter, that before what -InputObject says, and that
    /// before the default. PowerShell takes back what it bound for an earlier record: a parameter that has a value has it for this one.
    /// </summary>
    private object? Value(string name, object? parameter, IReadOnlyDictionary<string, object?> input)
        => parameter is null && !onCommandLine.Contains(name) && input.TryGetValue(name, out var value) ? value : parameter;
}
