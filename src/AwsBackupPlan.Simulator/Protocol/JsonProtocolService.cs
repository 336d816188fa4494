using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>A service that speaks AWS JSON 1.1.</summary>
/// <param name="signingName">The service name in the credential scope.</param>
/// <param name="targetPrefix">What stands before the operation in <c>X-Amz-Target</c>.</param>
public abstract class JsonProtocolService(string signingName, string targetPrefix) : ISimulatedService
{
    private const string ContentType = "application/x-amz-json-1.1";

    // Of names that come again there is one copy.
    private static readonly Recent<string> Names = new(static name => name);

    private readonly string _targetStart = targetPrefix + ".";

    /// <inheritdoc/>
    public string SigningName { get; } = signingName;

    /// <inheritdoc/>
    public WireProtocol Protocol => WireProtocol.Json;

    /// <summary>What answers each operation; an answer of <see langword="null"/> has no body.</summary>
    protected abstract IReadOnlyDictionary<string, Func<OperationInput, SimulatedRequest, JsonObject?>> Operations { get; }

    /// <inheritdoc/>
    public string? OperationOf(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.TryGetValue("X-Amz-Target", out var target) && target.StartsWith(_targetStart, StringComparison.Ordinal)
            ? Names.Of(target.AsSpan(_targetStart.Length))
            : null;
    }

    /// <inheritdoc/>
    public SimulatedResponse Handle(string operation, SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Operations.TryGetValue(operation, out var handler))
        {
            throw CommonErrors.UnknownOperation(Protocol, $"{operation} of the service '{SigningName}' is not simulated.");
        }

        var body = handler(Read(request.Body), request);
        return new SimulatedResponse(200, ContentType, WireJson.Write(body));
    }

    /// <inheritdoc/>
    public SimulatedResponse WriteError(SimulatedException error, string requestId)
    {
        ArgumentNullException.ThrowIfNull(error);
        var body = new JsonObject { ["__type"] = error.ErrorType };
        foreach (var member in error.Members)
        {
            body[member.Key] = member.Value;
        }

        body["message"] = error.Message;
        return new SimulatedResponse(error.StatusCode, ContentType, WireJson.Write(body));
    }

    /// <inheritdoc/>
    public abstract void Reset();

    private static OperationInput Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return new OperationInput(body.IsEmpty ? [] : JsonNode.Parse(body.Span) as JsonObject ?? throw new JsonException("The body is no JSON object."));
        }
        catch (JsonException error)
        {
            throw new SimulatedException("SerializationException", error.Message);
        }
    }
}
