using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Config;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>What steers the simulator itself, under <c>/_simulator/</c>.</summary>
internal sealed class ControlEndpoints(SimulatorHost host)
{
    /// <summary>Where they begin.</summary>
    public const string Prefix = "/_simulator/";

    private static readonly string[] RecoveryPointMembers = ["accountId", "region", "vaultName", "resourceArn", "deleteAfterDays", "isContinuous"];
    private static readonly string[] RecorderMembers = ["accountId", "region", "recording", "types"];
    private static readonly string[] BucketMembers = ["accountId", "region", "name", "refusesReports"];
    private static readonly string[] FaultMembers = ["service", "operation", "accountId", "region", "nth", "times", "rate", "seed", "kind", "message"];

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
        ["halfBody"] = FaultKind.HalfBody,
        ["lateAnswer"] = FaultKind.LateAnswer,
        ["proxyPage"] = FaultKind.ProxyPage,
        ["proxyRefusal"] = FaultKind.ProxyRefusal,
        ["502"] = FaultKind.BadGateway,
        ["signatureExpired"] = FaultKind.SignatureExpired,
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
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException or ArgumentException)
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
            case "POST skew":
                host.World.ClientClockSkew = TimeSpan.FromSeconds(ReadNumber(body, "seconds", -1e8, "the clock of AWS can be before that of clients (more than 0) or behind it"));
                return new JsonObject();
            case "POST recovery-points":
                return AddRecoveryPoint(ReadObject(body, RecoveryPointMembers));
            case "POST config-recorder":
                SetRecorder(ReadObject(body, RecorderMembers));
                return new JsonObject();
            case "POST bucket":
                AddBucket(ReadObject(body, BucketMembers));
                return new JsonObject();
            case "POST faults":
                host.AddFault(ReadFault(ReadObject(body, FaultMembers)));
                return new JsonObject();
            case "DELETE faults":
                host.ClearFaults();
                return new JsonObject();
            default:
                return FailureEndpoints.Answer(host, call, body) ?? throw new KeyNotFoundException(
                    $"'{call}' is none of: GET requests, DELETE requests, POST reset, POST clock, POST latency, POST skew, POST recovery-points, POST config-recorder, POST bucket, POST faults, DELETE faults, {FailureEndpoints.Names} (each under {Prefix}).");
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

    private JsonObject AddRecoveryPoint(JsonObject body)
    {
        var point = new SeededRecoveryPoint
        {
            VaultName = Text(body, "vaultName"),
            ResourceArn = Text(body, "resourceArn"),
            DeleteAfterDays = body["deleteAfterDays"]?.GetValue<int>(),
            IsContinuous = body["isContinuous"]?.GetValue<bool>() ?? false,
        };
        return new JsonObject { ["recoveryPointArn"] = host.Backup.AddRecoveryPoint(Text(body, "accountId"), Text(body, "region"), point) };
    }

    private void SetRecorder(JsonObject body)
    {
        var types = body["types"] is JsonArray list ? list.Select(static type => type!.GetValue<string>()).ToList() : null;
        var recording = body["recording"]?.GetValue<bool>();
        host.Config.SetRecorder(Text(body, "accountId"), Text(body, "region"), recording is { } isOn ? new ConfigRecording(isOn, types) : null);
    }

    private void AddBucket(JsonObject body) =>
        host.S3.AddBucket(Text(body, "accountId"), Text(body, "region"), Text(body, "name"), body["refusesReports"]?.GetValue<bool>() ?? false);

    private static string Text(JsonObject body, string name) => body[name]?.GetValue<string>() ?? throw new FormatException($"The body has no '{name}'.");

    private JsonObject Advance(string body)
    {
        host.World.Advance(TimeSpan.FromSeconds(ReadNumber(body, "advanceSeconds", 0, "the clock goes forward only")));
        return new JsonObject { ["now"] = host.World.Now.ToString("O", CultureInfo.InvariantCulture) };
    }

    private static double ReadNumber(string body, string name, double least, string why)
    {
        var most = least < 0 ? -least : 1e10;
        var number = ReadObject(body, [name])[name]?.GetValue<double>() ?? throw new FormatException($"The body must be {{ \"{name}\": number }}.");
        return number >= least && number <= most
            ? number
            : throw new FormatException(FormattableString.Invariant($"{name} must be between {least} and {most}, not {number}: {why}."));
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

        var rate = fault["rate"]?.GetValue<double>() ?? 1;
        if (rate is not (>= 0 and <= 1))
        {
            throw new FormatException("'rate' is how likely a call is to go wrong, from 0 to 1.");
        }

        return new FaultRule
        {
            Service = fault["service"]?.GetValue<string>(),
            Operation = fault["operation"]?.GetValue<string>(),
            AccountId = fault["accountId"]?.GetValue<string>(),
            Region = fault["region"]?.GetValue<string>(),
            Nth = nth,
            Times = times,
            Rate = rate,
            Seed = fault["seed"]?.GetValue<int>() ?? 0,
            Kind = kind,
            Message = fault["message"]?.GetValue<string>(),
        };
    }

    internal static JsonObject ReadObject(string body, IReadOnlyCollection<string> members)
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
