using System.Buffers;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>A service that speaks the AWS query protocol.</summary>
/// <param name="signingName">The service name in the credential scope.</param>
/// <param name="version">The version of its interface, which every request states.</param>
/// <param name="xmlNamespace">The XML namespace of its answers.</param>
public abstract class QueryProtocolService(string signingName, string version, string xmlNamespace) : ISimulatedService
{
    private const string ContentType = "text/xml";

    private static readonly SearchValues<char> Escaped = SearchValues.Create("<>&\r");

    /// <inheritdoc/>
    public string SigningName { get; } = signingName;

    /// <inheritdoc/>
    public WireProtocol Protocol => WireProtocol.Query;

    /// <summary>What answers each operation: the elements of its result.</summary>
    protected abstract IReadOnlyDictionary<string, Func<OperationInput, SimulatedRequest, IEnumerable<XElement>>> Operations { get; }

    /// <inheritdoc/>
    public string? OperationOf(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers.ContainsKey("X-Amz-Target") || request.RawPath is not "/")
        {
            return null;
        }

        return string.Equals(request.Form.GetValueOrDefault("Version"), version, StringComparison.Ordinal) ? request.Form.GetValueOrDefault("Action") : null;
    }

    /// <inheritdoc/>
    public virtual bool IsUnsigned(string operation) => false;

    /// <inheritdoc/>
    public SimulatedResponse Handle(string operation, SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Operations.TryGetValue(operation, out var handler))
        {
            throw CommonErrors.UnknownOperation(Protocol, $"Could not find operation {operation} for version {version}");
        }

        var result = handler(new OperationInput(Tree(request.Form)), request);
        return Write(200, new XElement(
            operation + "Response",
            new XElement(operation + "Result", result),
            new XElement("ResponseMetadata", new XElement("RequestId", request.RequestId))));
    }

    /// <inheritdoc/>
    public SimulatedResponse WriteError(SimulatedException error, string requestId)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Write(error.StatusCode, new XElement(
            "ErrorResponse",
            new XElement(
                "Error",
                new XElement("Type", error.StatusCode < 500 ? "Sender" : "Receiver"),
                new XElement("Code", error.ErrorType),
                new XElement("Message", error.Message),
                error.Members.Select(static member => new XElement(member.Key, member.Value))),
            new XElement("RequestId", requestId)));
    }

    /// <inheritdoc/>
    public abstract void Reset();

    private SimulatedResponse Write(int statusCode, XElement root)
    {
        var text = new StringBuilder(1024);
        Add(text, root, xmlNamespace);
        return new SimulatedResponse(statusCode, ContentType, Encoding.UTF8.GetBytes(text.ToString()));
    }

    // Answers are elements and texts, and the namespace of the outermost is that of all.
    private static void Add(StringBuilder text, XElement element, string? inNamespace = null)
    {
        var name = element.Name.LocalName;
        text.Append('<').Append(name);
        if (inNamespace is not null)
        {
            text.Append(" xmlns=\"").Append(inNamespace).Append('"');
        }

        if (element.IsEmpty)
        {
            text.Append(" />");
            return;
        }

        text.Append('>');
        foreach (var node in element.Nodes())
        {
            if (node is XElement child)
            {
                Add(text, child);
            }
            else
            {
                var plain = ((XText)node).Value;
                text.Append(plain.AsSpan().ContainsAny(Escaped) ? SecurityElement.Escape(plain).Replace("\r", "&#xD;", StringComparison.Ordinal) : plain);
            }
        }

        text.Append("</").Append(name).Append('>');
    }

    // Tags.member.1.Key=a becomes { Tags: [ { Key: a } ] }, whatever the list's elements are called.
    private static JsonObject Tree(IReadOnlyDictionary<string, string> parameters)
    {
        var root = new JsonObject();
        var isFlat = true;
        foreach (var (name, value) in parameters)
        {
            if (!name.Contains('.', StringComparison.Ordinal))
            {
                root[name] = value;
                continue;
            }

            isFlat = false;
            var steps = name.Split('.');
            var node = root;
            foreach (var step in steps[..^1])
            {
                if (node[step] is not JsonObject child)
                {
                    node[step] = child = [];
                }

                node = child;
            }

            node[steps[^1]] = value;
        }

        return isFlat ? root : (JsonObject)Listed(root)!;
    }

    private static JsonNode? Listed(JsonNode? node)
    {
        if (node is not JsonObject tree)
        {
            return node?.DeepClone();
        }

        if (tree is { Count: 1 } && tree.First().Value is JsonObject items && items.Count > 0 && items.All(static item => int.TryParse(item.Key, out _)))
        {
            return new JsonArray([.. items.OrderBy(static item => int.Parse(item.Key)).Select(static item => Listed(item.Value))]);
        }

        return new JsonObject(tree.Select(static member => new KeyValuePair<string, JsonNode?>(member.Key, Listed(member.Value))));
    }
}
