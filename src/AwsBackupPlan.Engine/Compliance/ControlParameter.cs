using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>A parameter of a control.</summary>
internal sealed class ControlParameter
{
    private ControlParameter(string name, ControlParameterKind kind, object? ofDefault, string meaning) => (Name, Kind, Default, Meaning) = (name, kind, ofDefault, meaning);

    /// <summary>Its name: Audit Manager's, for its controls.</summary>
    public string Name { get; }

    /// <summary>What it takes.</summary>
    public ControlParameterKind Kind { get; }

    /// <summary>What it is when it is not given: a number, a word, a list; none when <see langword="null"/>.</summary>
    public object? Default { get; }

    /// <summary>What it means.</summary>
    public string Meaning { get; }

    /// <summary>The least number.</summary>
    public long Least { get; private init; }

    /// <summary>The largest number, or the most items of a list.</summary>
    public long Most { get; private init; }

    /// <summary>The words it can be.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>What each item of a list looks like.</summary>
    public Regex? Item { get; private init; }

    /// <summary>What such an item is, for people.</summary>
    public string ItemName { get; private init; } = string.Empty;

    /// <summary>A number between two others.</summary>
    public static ControlParameter Number(string name, long least, long most, long? ofDefault, string meaning) => new(name, ControlParameterKind.Number, ofDefault, meaning) { Least = least, Most = most };

    /// <summary>One of some words.</summary>
    public static ControlParameter Word(string name, IReadOnlyList<string> words, string ofDefault, string meaning) => new(name, ControlParameterKind.Word, ofDefault, meaning) { Words = words };

    /// <summary>A list of no more than some items.</summary>
    public static ControlParameter List(string name, int most, string pattern, string itemName, string meaning) => new(name, ControlParameterKind.List, Array.Empty<string>(), meaning)
    {
        Most = most,
        Item = new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
        ItemName = itemName,
    };

    /// <summary>What is wrong with a number; nothing when <see langword="null"/>.</summary>
    public string? FaultOf(long number) => number >= Least && number <= Most ? null : FormattableString.Invariant($"It is {number}. It must be from {Least} to {Most}.");

    /// <summary>What is wrong with an item of the list; nothing when <see langword="null"/>.</summary>
    public string? FaultOfItem(string item) => Item!.IsMatch(item) ? null : $"'{item}' is not {ItemName}.";
}
