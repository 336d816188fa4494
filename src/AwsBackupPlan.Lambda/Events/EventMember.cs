using System.Text.Json.Nodes;

namespace AwsBackupPlan.Lambda.Events;

/// <summary>A member that an event can have.</summary>
/// <param name="Name">Its name: that of the cmdlets' parameter.</param>
/// <param name="Of">The functions that know it; both when <see langword="null"/>.</param>
/// <param name="IsOfAccount">Whether an account of a batch can have one of its own.</param>
internal sealed record EventMember(string Name, string? Of = null, bool IsOfAccount = false)
{
    /// <summary>Other names: those of the sample, and the aliases of the cmdlets.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether a name means this member. Case does not count, as in the cmdlets.</summary>
    public bool Is(string name) => Aliases.Prepend(Name).Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The value in an object; <see langword="null"/> where it has none.</summary>
    public JsonNode? In(JsonObject said) => said.FirstOrDefault(member => Is(member.Key)).Value;
}
