using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>What a service model demands of one member of an operation's input.</summary>
/// <param name="Name">The member's name.</param>
public sealed record Member(string Name)
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    // There are more patterns than the framework keeps by itself.
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    /// <summary>It must be there.</summary>
    public bool Required { get; init; }

    /// <summary>The least length of a text or a list.</summary>
    public int? MinLength { get; init; }

    /// <summary>The greatest length of a text or a list.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The least number.</summary>
    public int? Min { get; init; }

    /// <summary>The greatest number.</summary>
    public int? Max { get; init; }

    /// <summary>The pattern that the whole text must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>The texts that are allowed.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>What is demanded of each structure of a list.</summary>
    public IReadOnlyList<Member>? Of { get; init; }

    /// <summary>What each text of a list must fulfil.</summary>
    public Member? Each { get; init; }

    /// <summary>The faults of a value, worded as AWS does.</summary>
    internal IEnumerable<string> Faults(OperationInput input, string path)
    {
        var at = path + char.ToLowerInvariant(Name[0]) + Name[1..];
        var node = input.Members[Name];
        if (node is null)
        {
            return Required ? [Fault("null", at, "Member must not be null")] : [];
        }

        return (this, node) switch
        {
            ({ Min: not null } or { Max: not null }, _) => NumberFaults(input.Number(Name)!.Value, at),
            (_, JsonArray list) => ListFaults(input, list, at),
            ({ MinLength: not null } or { MaxLength: not null } or { Pattern: not null } or { Values: not null }, _) => TextFaults(input.RequiredText(Name), at),
            _ => [],
        };
    }

    private IEnumerable<string> NumberFaults(int number, string at)
    {
        var shown = Quoted(number.ToString(CultureInfo.InvariantCulture));
        if (number < Min)
        {
            yield return Fault(shown, at, $"Member must have value greater than or equal to {Min}");
        }

        if (number > Max)
        {
            yield return Fault(shown, at, $"Member must have value less than or equal to {Max}");
        }
    }

    private IEnumerable<string> TextFaults(string text, string at)
    {
        foreach (var fault in LengthFaults(text.Length, Quoted(text), at))
        {
            yield return fault;
        }

        if (Values is not null && !Values.Contains(text, StringComparer.Ordinal))
        {
            yield return Fault(Quoted(text), at, $"Member must satisfy enum value set: [{string.Join(", ", Values)}]");
        }

        if (Pattern is not null && !Patterns.GetOrAdd(Pattern, static pattern => new Regex($"^(?:{pattern})$", RegexOptions.None, MatchTimeout)).IsMatch(text))
        {
            yield return Fault(Quoted(text), at, $"Member must satisfy regular expression pattern: {Pattern}");
        }
    }

    private IEnumerable<string> ListFaults(OperationInput input, JsonArray list, string at)
    {
        var faults = LengthFaults(list.Count, Quoted($"[{string.Join(", ", list.Select(static item => item?.ToString()))}]"), at);
        if (Of is not null)
        {
            faults = faults.Concat(input.Structures(Name).SelectMany((structure, index) => Of.SelectMany(member => member.Faults(structure, $"{at}.{index + 1}.member."))));
        }

        return Each is null ? faults : faults.Concat(input.Texts(Name).SelectMany((text, index) => Each.TextFaults(text, $"{at}.{index + 1}.member")));
    }

    private IEnumerable<string> LengthFaults(int length, string shown, string at)
    {
        if (length < MinLength)
        {
            yield return Fault(shown, at, $"Member must have length greater than or equal to {MinLength}");
        }

        if (length > MaxLength)
        {
            yield return Fault(shown, at, $"Member must have length less than or equal to {MaxLength}");
        }
    }

    private static string Quoted(string text) => $"'{text}'";

    private static string Fault(string shown, string at, string constraint) => $"Value {shown} at '{at}' failed to satisfy constraint: {constraint}";
}
