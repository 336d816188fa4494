using System.Text.Json;
using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>One page of a list. It may be empty and still have a token.</summary>
internal sealed class OrganizationsPage : AmazonWebServiceResponse
{
    /// <summary>The items.</summary>
    public IReadOnlyList<JsonElement> Items { get; init; } = [];

    /// <summary>The token of the next page; <see langword="null"/> on the last.</summary>
    public string? NextToken { get; init; }

    /// <summary>Reads an answer: a token, and a list whose name depends on the operation.</summary>
    public static OrganizationsPage Read(JsonElement answer)
    {
        var lists = answer.EnumerateObject().Where(static member => member.Value.ValueKind == JsonValueKind.Array).Select(static member => member.Value);
        return new OrganizationsPage
        {
            Items = [.. lists.SelectMany(static list => list.EnumerateArray())],
            NextToken = Text(answer, "NextToken"),
        };
    }

    /// <summary>A text of an item; <see langword="null"/> when it is left out.</summary>
    public static string? Text(JsonElement item, string member) =>
        item.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
