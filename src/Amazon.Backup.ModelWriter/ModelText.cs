using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Amazon.Backup.ModelWriter;

/// <summary>
/// Turns a published model into the text that the source generator reads. Names, types, bindings, required members and limits
/// are carried over; AWS's prose is not.
/// </summary>
public static partial class ModelText
{
    private const string Header = """
        # The AWS Backup API, version {0}: what Amazon.Backup.Generator makes the client from. Written by
        #   dotnet run --project src/Amazon.Backup.ModelWriter -- <folder of service-2.json> > src/Amazon.Backup/backup-{0}.model
        # from AWS's service model (Apache-2.0), which botocore ships in botocore/data/backup/{0}.
        #
        # METHOD /path/{{Label}} Operation [paged [List]]   an operation; paged: it has a paginator, over the items of List
        # > members   < members                            its request and its response
        # struct Name members   enum Name values   error Name members
        # member: Name[!][*][?wire]:type[limits]           ! required, * idempotency token, ? in the query string under that name
        # type:   string int long bool time Name [item] {{value}};  limits: (least..most) /pattern/

        """;

    /// <summary>Writes the whole text.</summary>
    /// <param name="model">The published model.</param>
    /// <returns>The text, with a line for each shape and three for each operation.</returns>
    public static string Write(PublishedModel model)
    {
        var shapes = model.Service["shapes"]!.AsObject();
        var text = new StringBuilder().AppendFormat(null, Header.ReplaceLineEndings("\n"), Text(model.Service["metadata"]!, "apiVersion"));
        var messages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, operation) in model.Service["operations"]!.AsObject())
        {
            AppendOperation(text, shapes, name, operation!, model.Paginators["pagination"]![name]);
            messages.Add(MessageName(operation!, "input"));
            messages.Add(MessageName(operation!, "output"));
        }

        foreach (var (name, shape) in shapes.Where(shape => !messages.Contains(shape.Key)))
        {
            var line = Kind(shape!) switch
            {
                "error" => $"error {name}{Members(shapes, name)}",
                "struct" => $"struct {name}{Members(shapes, name)}",
                "enum" => $"enum {name} {string.Join(' ', shape!["enum"]!.AsArray())}",
                _ => null,
            };
            text.Append(line).Append(line is null ? "" : "\n");
        }

        return text.ToString();
    }

    private static void AppendOperation(StringBuilder text, JsonObject shapes, string name, JsonNode operation, JsonNode? pagination)
    {
        var input = MessageName(operation, "input");
        var output = MessageName(operation, "output");
        var path = Label().Replace(Text(operation["http"]!, "requestUri"), label => "{" + MemberOfLabel(shapes, input, label.Groups["label"].Value) + "}");
        var paged = pagination is not null ? " paged " + Text(pagination, "result_key")
            : HasMember(shapes, input, "NextToken") && HasMember(shapes, output, "NextToken") ? " paged" : "";
        text.Append(Text(operation["http"]!, "method")).Append(' ').Append(path).Append(' ').Append(name).Append(paged).Append('\n')
            .Append('>').Append(Members(shapes, input)).Append('\n')
            .Append('<').Append(Members(shapes, output)).Append('\n');
    }

    private static string MemberOfLabel(JsonObject shapes, string shape, string label) => shapes[shape]!["members"]!.AsObject()
        .Single(member => string.Equals((string?)member.Value!["location"], "uri", StringComparison.Ordinal)
            && string.Equals((string?)member.Value["locationName"], label, StringComparison.Ordinal)).Key;

    private static string Members(JsonObject shapes, string name)
    {
        if (shapes[name] is not { } shape)
        {
            return "";
        }

        var required = shape["required"]?.AsArray().Select(member => (string)member!).ToHashSet(StringComparer.Ordinal) ?? [];
        return string.Concat(shape["members"]!.AsObject().Select(member => " " + Member(shapes, member.Key, member.Value!, required.Contains(member.Key))));
    }

    private static string Member(JsonObject shapes, string name, JsonNode member, bool required)
    {
        var query = string.Equals((string?)member["location"], "querystring", StringComparison.Ordinal) ? "?" + Text(member, "locationName") : "";
        var token = (bool?)member["idempotencyToken"] is true ? "*" : "";
        var shape = Text(member, "shape");
        return $"{name}{(required ? "!" : "")}{token}{query}:{Type(shapes, shape)}{Limits(shapes[shape]!)}";
    }

    private static string Type(JsonObject shapes, string name) => Kind(shapes[name]!) switch
    {
        "list" => $"[{Type(shapes, Text(shapes[name]!["member"]!, "shape"))}]",
        "map" => $"{{{Type(shapes, Text(shapes[name]!["value"]!, "shape"))}}}",
        "struct" or "enum" => name,
        "integer" => "int",
        "boolean" => "bool",
        "timestamp" => "time",
        var scalar and ("string" or "long") => scalar,
        var other => throw new NotSupportedException($"The shape {name} is a {other}, which the client has no type for."),
    };

    private static string Kind(JsonNode shape) => Text(shape, "type") switch
    {
        "structure" => shape["exception"] is null ? "struct" : "error",
        "string" when shape["enum"] is not null => "enum",
        var type => type,
    };

    private static string Limits(JsonNode shape)
    {
        var range = shape["min"] is null && shape["max"] is null ? "" : $"({shape["min"]}..{shape["max"]})";
        return range + (shape["pattern"] is { } pattern ? $"/{pattern}/" : "");
    }

    private static bool HasMember(JsonObject shapes, string shape, string member) => shapes[shape]?["members"]?[member] is not null;

    private static string MessageName(JsonNode operation, string message) => (string?)operation[message]?["shape"] ?? "";

    private static string Text(JsonNode node, string name) => (string)node[name]!;

    [GeneratedRegex(@"\{(?<label>\w+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
