using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>What steers the simulator itself, under <c>/_simulator/</c>.</summary>
internal sealed class ControlEndpoints(SimulatorHost host)
{
    /// <summary>Where they begin.</summary>
    public const string Prefix = "/_simulator/";

    private static readonly string[] FaultMembers = ["service", "operation", "accountId", "region", "nth", "times", "kind", "message"];

    private static readonly Dictionary<string, FaultKind> FaultKinds = new(StringComparer.Ordinal)
    {
        ["throttle"] = FaultKind.Throttle,
        ["500"] = FaultKind.InternalError,
        ["503"] = FaultKind.ServiceUnavailable,
        ["reset"] = FaultKind.Reset,
        ["timeout"] = FaultKind.Timeout,
        ["answerLost"] = FaultKind.AnswerLost,
        ["accessDenied"] = FaultKind.AccessDenied,
        ["expiredToken"] = FaultKind.ExpiredToken,
        ["signatureMismatch"] = FaultKind.SignatureMismatch,
    };

    /// <summary>Answers a request to one of them.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
        JsonNode answer;
        try
        {
            answer = Answer($"{context.Request.Method} {context.Request.Path.Value![(Prefix.Length - 1)..].TrimStart('/')}", body);
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            answer = new JsonObject { ["message"] = error.Message };
        }
        catch (KeyNotFoundException error)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            answer = new JsonObject { ["message"] = error.Message };
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(WireJson.Write(answer), context.RequestAborted).ConfigureAwait(false);
    }

    private JsonNode Answer(string call, string body)
    {
        switch (call)
        {
            case "GET requests":
                return Counts();
            case "DELETE requests" or "POST requests/clear":
                host.ClearRequests();
                return new JsonObject();
            case "POST reset":
                host.Reset();
                return new JsonObject();
            case "POST clock":
                return Advance(body);
            case "POST latency":
                host.World.LatencyMs = ReadObject(body, ["milliseconds"])["milliseconds"]?.GetValue<int>() is >= 0 and var milliseconds
                    ? milliseconds
                    : throw new FormatException("The body must be { \"milliseconds\": number }, and the number not below 0.");
                return new JsonObject();
            case "POST faults":
                host.AddFault(ReadFault(ReadObject(body, FaultMembers)));
                return new JsonObject();
            case "DELETE faults":
                host.ClearFaults();
                return new JsonObject();
            default:
                throw new KeyNotFoundException(
                    $"'{call}' is none of: GET requests, DELETE requests, POST reset, POST clock, POST latency, POST faults, DELETE faults (each under {Prefix}).");
        }
    }

    private JsonArray Counts()
    {
        var groups = host.Requests
            .GroupBy(static request => (request.Service, request.Operation, request.AccountId, request.Region))
            .OrderBy(static group => string.Join('|', group.Key.AccountId, group.Key.Region, group.Key.Service, group.Key.Operation), StringComparer.Ordinal);
        return new JsonArray([.. groups.Select(static group => new JsonObject
        {
            ["service"] = group.Key.Service,
            ["operation"] = group.Key.Operation,
            ["accountId"] = group.Key.AccountId,
            ["region"] = group.Key.Region,
            ["count"] = group.Count(),
        })]);
    }

    private JsonObject Advance(string body)
    {
        var seconds = ReadObject(body, ["advanceSeconds"])["advanceSeconds"]?.GetValue<double>()
            ?? throw new FormatException("The body must be { \"advanceSeconds\": number }.");
        if (seconds is not (>= 0 and <= 1e10))
        {
            throw new FormatException($"advanceSeconds must be between 0 and 1e10, not {seconds.ToString(CultureInfo.InvariantCulture)}: the clock goes forward only.");
        }

        host.World.Advance(TimeSpan.FromSeconds(seconds));
        return new JsonObject { ["now"] = host.World.Now.ToString("O", CultureInfo.InvariantCulture) };
    }

    private static FaultRule ReadFault(JsonObject fault)
    {
        var kind = fault["kind"] is { } node && FaultKinds.TryGetValue(node.ToString(), out var known)
            ? known
            : throw new FormatException($"'kind' must be one of {string.Join(", ", FaultKinds.Keys)}.");
        var (nth, times) = (fault["nth"]?.GetValue<int>() ?? 1, fault["times"]?.GetValue<int>() ?? 1);
        if (nth < 1 || times < 0)
        {
            throw new FormatException("'nth' counts from 1; 'times' is 1 or more, or 0 for ever.");
        }

        return new FaultRule
        {
            Service = fault["service"]?.GetValue<string>(),
            Operation = fault["operation"]?.GetValue<string>(),
            AccountId = fault["accountId"]?.GetValue<string>(),
            Region = fault["region"]?.GetValue<string>(),
            Nth = nth,
            Times = times,
            Kind = kind,
            Message = fault["message"]?.GetValue<string>(),
        };
    }

    private static JsonObject ReadObject(string body, IReadOnlyCollection<string> members)
    {
        var read = JsonNode.Parse(body) as JsonObject ?? throw new FormatException("The body must be a JSON object.");
        foreach (var member in read)
        {
            if (!members.Contains(member.Key, StringComparer.Ordinal))
            {
                throw new FormatException($"'{member.Key}' is none of {string.Join(", ", members)}.");
            }
        }

        return read;
    }
}
