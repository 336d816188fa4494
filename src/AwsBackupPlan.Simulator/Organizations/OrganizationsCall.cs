using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Organizations;

/// <summary>One call of an operation, with the organization's lock held.</summary>
/// <param name="World">The options.</param>
/// <param name="Organization">The organization.</param>
/// <param name="Request">The request.</param>
/// <param name="Input">Its parameters.</param>
/// <param name="EmptyPageFirst">Whether a list begins with a page that has a token and nothing else.</param>
internal sealed record OrganizationsCall(SimulatorWorld World, Organization Organization, SimulatedRequest Request, OperationInput Input, bool EmptyPageFirst)
{
    private const int LargestPage = 20;
    private const int LongestToken = 100_000;
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <summary>An id that has to be given and to have a form.</summary>
    public string RequiredId(string member, string pattern)
    {
        var id = Input.Text(member) ?? throw OrganizationsErrors.InvalidInput("INPUT_REQUIRED", $"You must provide a value for {member}.");
        return Regex.IsMatch(id, $@"\A(?:{pattern})\z", RegexOptions.ExplicitCapture, MatchTimeout)
            ? id
            : throw OrganizationsErrors.InvalidInput("INVALID_PATTERN", "You provided a value that does not match the required pattern.");
    }

    /// <summary>One page of a list, as the answer has it.</summary>
    public JsonObject Page<T>(string member, IEnumerable<T> items, Func<T, string> key, Func<T, JsonObject> write, bool isSized = true)
    {
        var token = Token();
        var page = EmptyPageFirst && token is null
            ? new Page<T>([], Convert.ToBase64String("v1|"u8))
            : Paging.Page(items, key, token, World.PageSize(isSized ? MaxResults() : null, LargestPage), InvalidToken);
        var answer = new JsonObject { [member] = new JsonArray([.. page.Items.Select(write)]) };
        if (page.NextToken is not null)
        {
            answer["NextToken"] = page.NextToken;
        }

        return answer;
    }

    private int? MaxResults() => Input.Number("MaxResults") switch
    {
        < 1 => throw OrganizationsErrors.InvalidInput("MIN_VALUE_EXCEEDED", "You provided a value that is smaller than the allowed minimum: MaxResults is at least 1."),
        > LargestPage => throw OrganizationsErrors.InvalidInput("MAX_VALUE_EXCEEDED", $"You provided a value that is larger than the allowed maximum: MaxResults is at most {LargestPage}."),
        var size => size,
    };

    private string? Token() => Input.Text("NextToken") is { Length: > LongestToken }
        ? throw OrganizationsErrors.InvalidInput("MAX_LENGTH_EXCEEDED", "You provided a string parameter that is longer than allowed.")
        : Input.Text("NextToken");

    private static SimulatedException InvalidToken() => OrganizationsErrors.InvalidInput("INVALID_NEXT_TOKEN", "You provided an invalid NextToken.");
}
