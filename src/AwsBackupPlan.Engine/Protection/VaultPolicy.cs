using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>What has to happen to a vault's access policy, so that it has the statement that protects the vault.</summary>
/// <param name="Text">The policy to write; <see langword="null"/> when nothing is to be written.</param>
/// <param name="Difference">In what it differs.</param>
/// <param name="Obstacle">Why it may not be touched.</param>
internal sealed record VaultPolicy(string? Text, PropertyDifference? Difference, Obstacle? Obstacle)
{
    /// <summary>The path of the difference.</summary>
    public const string Path = $"AccessPolicy[{ProtectiveStatement.Sid}]";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Nothing has to happen.</summary>
    public static VaultPolicy AsIs { get; } = new(null, null, null);

    /// <summary>Compares a policy with what is wanted of it. The statements of others stay as they are.</summary>
    /// <param name="actual">The policy that is there, if there is one.</param>
    /// <param name="statement">The statement that it should have, as JSON.</param>
    /// <param name="adopt">Whether the statement may be added to a policy of somebody else's.</param>
    public static VaultPolicy Compare(string? actual, string statement, bool adopt)
    {
        if (actual is null)
        {
            return Write(AccessPolicy.Empty, null, statement);
        }

        if (AccessPolicy.Read(actual) is not { } document)
        {
            return new VaultPolicy(null, null, NotOwned("has an access policy that cannot be read"));
        }

        var statements = AccessPolicy.Statements(document);
        var own = statements.OfType<JsonObject>().FirstOrDefault(IsOwn);
        return own is null && statements.Count > 0 && !adopt ? new VaultPolicy(null, null, NotOwned($"has an access policy of its own, without the statement {ProtectiveStatement.Sid}"))
            : own is not null && string.Equals(NormalForm(own), NormalForm(JsonNode.Parse(statement)!), StringComparison.Ordinal) ? AsIs
            : Write(document, own, statement);
    }

    private static VaultPolicy Write(JsonObject document, JsonObject? own, string statement)
    {
        var statements = AccessPolicy.Statements(document);
        var difference = new PropertyDifference { Path = Path, Actual = own?.ToJsonString(Readable), Desired = statement };
        if (own is not null)
        {
            statements.Remove(own);
        }

        statements.Add(JsonNode.Parse(statement));
        return new VaultPolicy(document.ToJsonString(Readable), difference, null);
    }

    private static bool IsOwn(JsonObject statement) => string.Equals(AccessPolicy.Sid(statement), ProtectiveStatement.Sid, StringComparison.Ordinal);

    // AWS gives a list of one back as a text, and may order what it stores. All AWS principals are all principals there are.
    private static string NormalForm(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } value when value["AWS"] is { } aws && AccessPolicy.Texts(aws) is ["*"] => NormalForm(JsonValue.Create("*")),
        JsonObject value => $"{{{string.Join(",", value.OrderBy(static member => member.Key, StringComparer.Ordinal).Select(static member => $"{member.Key}:{NormalForm(member.Value)}"))}}}",
        JsonArray list => $"[{string.Join(",", list.Select(static item => item?.ToJsonString(Readable)).OrderBy(static item => item, StringComparer.Ordinal))}]",
        _ => $"[{node?.ToJsonString(Readable)}]",
    };

    private static Obstacle NotOwned(string fault) => new(
        "VaultPolicyNotOwned",
        FailureCategory.ResourceExists,
        fault,
        $"With -Adopt New-XacntBackupPlan adds the statement to that policy, whose other statements stay; without -VaultAccessPolicy it leaves the policy alone.");
}
