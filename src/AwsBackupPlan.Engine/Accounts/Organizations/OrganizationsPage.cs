using System.Text.Json;
using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>One page of a list, which may be empty and still have a token; or what was asked for alone.</summary>
internal sealed class OrganizationsPage : AmazonWebServiceResponse
{
    /// <summary>The items.</summary>
    public IReadOnlyList<JsonElement> Items { get; init; } = [];

    /// <summary>The token of the next page; <see langword="null"/> on the last.</summary>
    public string? NextToken { get; init; }

    /// <summary>Reads an answer: a token, and a list whose name depends on the operation; or one thing.</summary>
    public static OrganizationsPage Read(JsonElement answer)
    {
        return new OrganizationsPage
        {
            Items = [.. answer.EnumerateObject().SelectMany(static member => member.Value.ValueKind switch
            {
                JsonValueKind.Array => member.Value.EnumerateArray(),
                JsonValueKind.Object => new[] { member.Value },
                _ => Enumerable.Empty<JsonElement>(),
            })],
            NextToken = Text(answer, "NextToken"),
        };
    }

    /// <summary>A text of an item; <see langword="null"/> when it is left out.</summary>
    public static string? Text(JsonElement item, string member) =>
        item.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
