using System.Collections;
using System.Management.Automation;

namespace AwsBackupPlan.Cmdlets.Accounts;

/// <summary>Reads what a pipeline object, a hashtable or an account id says of an account.</summary>
internal static class AccountInput
{
    /// <summary>What a cell of a CSV, which cannot hold an empty list, says instead of one.</summary>
    private const string NoRegions = "none";

    private static readonly char[] CellSeparators = [',', ';', '\t'];

    /// <summary>Also the parameter's aliases, which is what makes the pipeline by property name and -InputObject agree.</summary>
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AccountId"] = ["AccountId", "Id", "Account", "TargetAccountId"],
        ["AbsName"] = ["AbsName", "Abs"],
        ["Region"] = ["Region", "RegionToCall"],
        ["CopyRegion"] = ["CopyRegion"],
        ["RoleName"] = ["RoleName"],
        [Secret] = [Secret],
        // For people only: a BackupAccount has it.
        ["Name"] = ["Name"],
    };

    /// <summary>What nobody is to see in an error.</summary>
    private const string Secret = "ExternalId";

    /// <summary>The input as an error may hold it: itself, or a copy when it has an external id.</summary>
    public static object? WithoutSecrets(object? input)
    {
        if (input is null || !Has(input, Secret))
        {
            return input;
        }

        var unwrapped = input is PSObject wrapped ? wrapped.BaseObject : input;
        if (unwrapped is BackupAccount account)
        {
            return account with { ExternalId = null };
        }

        if (unwrapped is IDictionary dictionary)
        {
            var others = new Hashtable(StringComparer.OrdinalIgnoreCase);
            foreach (DictionaryEntry entry in dictionary)
            {
                if (!IsSecret(LanguagePrimitives.ConvertTo<string>(entry.Key)))
                {
                    others[entry.Key] = entry.Value;
                }
            }

            return others;
        }

        var copy = new PSObject();
        foreach (var property in PSObject.AsPSObject(input).Properties)
        {
            if (!IsSecret(property.Name))
            {
                copy.Properties.Add(new PSNoteProperty(property.Name, property.Value));
            }
        }

        return copy;
    }

    private static bool IsSecret(string name) => string.Equals(name, Secret, StringComparison.OrdinalIgnoreCase);

    /// <summary>The values by parameter name.</summary>
    /// <exception cref="ValidationMetadataException">A hashtable has a key that nothing reads, which would otherwise be a typo that nobody sees.</exception>
    public static IReadOnlyDictionary<string, object?> Read(object input)
    {
        var unwrapped = input is PSObject wrapped ? wrapped.BaseObject : input;
        return unwrapped switch
        {
            IDictionary dictionary => ReadDictionary(dictionary),
            string accountId => new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["AccountId"] = accountId },
            // As ids come from JSON. One that has lost its leading zeros is a fault, as it is with the parameter.
            int or uint or long or ulong => new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["AccountId"] = unwrapped },
            _ => ReadProperties(PSObject.AsPSObject(input)),
        };
    }

    /// <summary>The inputs in an argument of -InputObject, which can be a list of them.</summary>
    public static IEnumerable<object> Each(object input)
        => LanguagePrimitives.GetEnumerable(input is PSObject wrapped ? wrapped.BaseObject : input)?.Cast<object>().Where(item => item is not null) ?? [input];

    /// <summary>What the input calls its values, for telling what is missing.</summary>
    public static IReadOnlyList<string> NamesIn(object? input) => (input is PSObject wrapped ? wrapped.BaseObject : input) switch
    {
        null or string => [],
        IDictionary dictionary => [.. dictionary.Keys.Cast<object>().Select(LanguagePrimitives.ConvertTo<string>)],
        _ => [.. PSObject.AsPSObject(input).Properties.Select(property => property.Name)],
    };

    /// <summary>Whether the input has a value of a parameter, though it may be empty: a row with a blank cell, not one without the column.</summary>
    public static bool Has(object? input, string parameter)
        => NamesIn(input).Any(name => Names[parameter].Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>What the input says, so that its row can be found, such as <c>AbsName 'orders', Region 'eu-west-1'</c>.</summary>
    public static string Describe(object? input)
        => string.Join(", ", Read(input!).Where(static value => value.Key is not Secret && Text(value.Value) is not null).Select(static value => $"{value.Key} '{Text(value.Value)}'"));

    /// <summary>Whether the input is a text with several cells that are not all account ids, as the lines of a CSV are.</summary>
    public static bool IsRow(object? input) => (input is PSObject wrapped ? wrapped.BaseObject : input) is string text && text.IndexOfAny(CellSeparators) >= 0 && text.Any(char.IsLetter);

    /// <summary>A value as text; <see langword="null"/> when it is absent or blank, as an empty cell of a CSV is.</summary>
    public static string? Text(object? value)
    {
        var text = LanguagePrimitives.ConvertTo<string>(value)?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>Texts without blanks around them; <see langword="null"/> when there is none.</summary>
    public static IReadOnlyList<string>? Texts(object? value) => List(value, ';', ',', ' ');

    /// <summary>Account ids; <see langword="null"/> when there is none. A space can stand in an id that is written wrongly, and does not end it.</summary>
    public static IReadOnlyList<string>? AccountIds(object? value) => List(value, ';', ',');

    /// <summary>Regions; <see langword="null"/> when the value is absent or blank, which is not the same as an empty list or the word for it.</summary>
    public static IReadOnlyList<string>? Regions(object? value)
    {
        var regions = List(value, ';', ',', ' ');
        return regions is [var only] && string.Equals(only, NoRegions, StringComparison.OrdinalIgnoreCase) ? [] : regions;
    }

    /// <summary>A value as a list. A text is split, so that a cell of a CSV can hold several.</summary>
    private static string[]? List(object? value, params char[] separators)
    {
        if (value is null)
        {
            return null;
        }

        var given = LanguagePrimitives.ConvertTo<string[]>(value);
        string[] items = [.. given.SelectMany(item => (item ?? "").Split(separators)).Select(item => item.Trim()).Where(item => item.Length > 0)];
        return items.Length == 0 && given.Length > 0 ? null : items;
    }

    private static Dictionary<string, object?> ReadDictionary(IDictionary dictionary)
    {
        var given = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in dictionary)
        {
            given[LanguagePrimitives.ConvertTo<string>(entry.Key)] = entry.Value;
        }

        var unknown = given.Keys.Except(Names.Values.SelectMany(names => names), StringComparer.OrdinalIgnoreCase).ToList();
        if (unknown.Count > 0)
        {
            throw new ValidationMetadataException(Strings.UnknownKeys(unknown, Names.Keys));
        }

        return Pick(name => given.TryGetValue(name, out var value) ? value : null);
    }

    private static Dictionary<string, object?> ReadProperties(PSObject input) => Pick(name => input.Properties[name]?.Value);

    private static Dictionary<string, object?> Pick(Func<string, object?> value)
        => Names.ToDictionary(name => name.Key, name => name.Value.Select(value).FirstOrDefault(found => found is not null), StringComparer.OrdinalIgnoreCase);
}
