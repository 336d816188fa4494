using System.Text.Json.Nodes;
using AwsBackupPlan.Lambda.Settings;

namespace AwsBackupPlan.Lambda.Events;

/// <summary>A member that an event can have.</summary>
/// <param name="Name">Its name: that of the cmdlets' parameter.</param>
/// <param name="Of">The function that knows it; both when <see langword="null"/>.</param>
/// <param name="IsOfAccount">Whether an account of a batch can have one of its own.</param>
internal sealed record EventMember(string Name, FunctionOperation? Of = null, bool IsOfAccount = false)
{
    /// <summary>Other names: those of the sample, and the aliases of the cmdlets.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether an empty one is a fault: a slip that would be taken for an answer, where that cannot be taken back.</summary>
    public bool HasToBeSaid { get; init; }

    /// <summary>Whether a name means this member. Case does not count, as in the cmdlets, nor does what the header of a CSV file has around it: blanks, and the mark that some programs begin a file with.</summary>
    public bool Is(string name) => Aliases.Prepend(Name).Contains(name.Trim().Trim('\uFEFF').Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an object has it, be it empty.</summary>
    public bool IsIn(JsonObject said) => said.Any(member => Is(member.Key));

    /// <summary>Whether a function knows it.</summary>
    public bool IsKnownTo(FunctionOperation operation) => Of is null || Of == operation;

    /// <summary>The value in an object; <see langword="null"/> where it has none. An empty text is none: a cell of a list of accounts that nobody has filled in.</summary>
    public JsonNode? In(JsonObject said) => said.FirstOrDefault(member => Is(member.Key)).Value is { } value && !EventValues.IsEmpty(value) ? value : null;
}
