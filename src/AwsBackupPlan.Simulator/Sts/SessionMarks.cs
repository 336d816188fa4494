using AwsBackupPlan.Simulator.Protocol;
using AwsBackupPlan.Simulator.Signing;

namespace AwsBackupPlan.Simulator.Sts;

/// <summary>What a session carries along: its tags and its source identity.</summary>
internal sealed record SessionMarks(IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> TransitiveKeys, string? SourceIdentity)
{
    /// <summary>What a new session gets from the request and inherits from its caller.</summary>
    /// <exception cref="SimulatedException">What AWS refuses, and what the role's trust policy does not allow.</exception>
    public static SessionMarks Read(OperationInput input, Caller caller, SimulatedRole role, string roleArn)
    {
        var given = ReadTags(input);
        var transitive = ReadTransitiveKeys(input, given);
        if (given.Keys.FirstOrDefault(key => caller.TransitiveTagKeys.Contains(key, StringComparer.OrdinalIgnoreCase)) is not null)
        {
            throw Invalid("One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");
        }

        var tags = new Dictionary<string, string>(given, StringComparer.OrdinalIgnoreCase);
        foreach (var key in caller.TransitiveTagKeys)
        {
            tags[key] = caller.SessionTags[key];
        }

        var identity = ReadSourceIdentity(input);
        // What is inherited needs the same trust as what is given.
        Demand(tags.Count == 0 || role.AllowsTagSession, "sts:TagSession", caller, roleArn);
        Demand((identity ?? caller.SourceIdentity) is null || role.AllowsSetSourceIdentity, "sts:SetSourceIdentity", caller, roleArn);
        Demand(identity is null || caller.SourceIdentity is null || string.Equals(identity, caller.SourceIdentity, StringComparison.Ordinal), "sts:SetSourceIdentity", caller, roleArn);
        return new SessionMarks(tags, [.. caller.TransitiveTagKeys, .. transitive], identity ?? caller.SourceIdentity);
    }

    /// <summary>The bearer of the session with its marks.</summary>
    public Caller Mark(Caller caller) => caller with { SessionTags = Tags, TransitiveTagKeys = TransitiveKeys, SourceIdentity = SourceIdentity };

    private static Dictionary<string, string> ReadTags(OperationInput input)
    {
        var tags = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in input.Structures("Tags"))
        {
            var key = tag.RequiredText("Key");
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw Invalid("Tag keys beginning with aws: are reserved for system use.");
            }

            if (!tags.TryAdd(key, tag.RequiredText("Value")))
            {
                throw Invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }

        return tags;
    }

    private static IReadOnlyList<string> ReadTransitiveKeys(OperationInput input, Dictionary<string, string> tags)
    {
        var keys = input.Texts("TransitiveTagKeys");
        return keys.All(tags.ContainsKey) ? keys : throw Invalid("The specified transitive tag key must be included in the requested tags.");
    }

    private static string? ReadSourceIdentity(OperationInput input)
    {
        var identity = input.Text("SourceIdentity");
        return identity?.StartsWith("aws:", StringComparison.Ordinal) != true ? identity : throw Invalid("A source identity cannot begin with aws:.");
    }

    private static void Demand(bool isAllowed, string action, Caller caller, string roleArn)
    {
        if (!isAllowed)
        {
            throw new SimulatedException("AccessDenied", $"User: {caller.Arn} is not authorized to perform: {action} on resource: {roleArn}", 403);
        }
    }

    private static SimulatedException Invalid(string message) => new("ValidationError", message);
}
