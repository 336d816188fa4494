using System.Net;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Protocol;
using AwsBackupPlan.Simulator.Signing;
using AwsBackupPlan.Simulator.Throttling;
using Microsoft.AspNetCore.Http.Features;

namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>The way of a request: signature, service, operation, fault, answer, log.</summary>
internal sealed class RequestPipeline(
    SimulatorWorld world, Authenticator authenticator, ISimulatedService[] services, CallMeter meter, FaultTable faults, RequestLog log, RoundGate rounds)
{
    // The log keeps the names of operations: one copy each.
    private static readonly Recent<string> Names = new(static name => name);

    // Longer bodies are read as they come, whatever the client says.
    private const int LongestOfStatedLength = 1 << 20;

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        log.Enter();
        (SimulatedResponse? Response, string RequestId) answer;
        try
        {
            answer = await AnswerAsync(context).ConfigureAwait(false);
        }
        finally
        {
            // Before the client can know: who has the answer does not find the request open.
            log.Leave();
        }

        if (answer.Response is null)
        {
            context.Abort();
            return;
        }

        await AnswerWriter.WriteAsync(context, answer.Response, answer.RequestId, world.ClientClockSkew).ConfigureAwait(false);
    }

    // Without a response the connection is to be broken.
    private async ValueTask<(SimulatedResponse? Response, string RequestId)> AnswerAsync(HttpContext context)
    {
        var call = new Call(log.NextSequence(), log.Elapsed) { Request = await ReadAsync(context).ConfigureAwait(false) };
        var response = Answer(call);
        if (call.Fault is { Kind: FaultKind.Timeout or FaultKind.LateAnswer })
        {
            Record(call, 0, 0);
            await AnswerWriter.WaitForClientToGiveUpAsync(context).ConfigureAwait(false);
            return default;
        }

        var round = await rounds.HoldAsync().ConfigureAwait(false);
        if (world.LatencyMs is > 0 and var latencyMs)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(latencyMs), TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        }

        var isLost = call.Fault is { Kind: FaultKind.Reset or FaultKind.AnswerLost };
        Record(call, isLost ? 0 : response.StatusCode, round);
        return (isLost ? null : response, ProxyPages.IsAnsweredBy(call.Fault?.Kind) ? string.Empty : call.Request.RequestId);
    }

    private SimulatedResponse Answer(Call call)
    {
        ISimulatedService? service = null;
        try
        {
            service = Locate(call);
            SessionGuard.Check(world, call.Service, call.Operation, call.Request, service.Protocol);
            if (meter.IsTooMuch(call.Request.AccountId, call.Service, call.Request.Region))
            {
                throw CommonErrors.Throttled(service.Protocol);
            }

            call.Fault = faults.Strike(call.Service, call.Operation, call.Request.AccountId, call.Request.Region);
            call.Fault?.Struck?.Invoke();
            if (call.Fault is { Kind: FaultKind.Reset or FaultKind.Timeout })
            {
                call.ErrorType = call.Fault.Kind.ToString();
                return new SimulatedResponse(0, string.Empty, default);
            }

            if (ProxyPages.Find(call.Fault?.Kind) is { } page)
            {
                call.ErrorType = call.Fault!.Kind.ToString();
                return page;
            }

            RaiseFault(call, service.Protocol);
            world.CatchUp();
            var response = service.Handle(call.Operation, call.Request);
            call.ErrorType = call.Fault?.Kind.ToString();
            return call.Fault is { Kind: FaultKind.HalfBody } ? response with { SentLength = response.Body.Length / 2 } : response;
        }
        catch (SimulatedException error)
        {
            call.ErrorType = error.ErrorType;
            return Refuse(service ?? Told(call), error, call);
        }
#pragma warning disable CA1031 // A fault of the simulator must reach the client as a failure of the service, with its cause.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var failure = CommonErrors.InternalFailure($"The simulator failed in {call.Service} {call.Operation}: {error}");
            call.ErrorType = failure.ErrorType;
            return Refuse(service ?? Told(call), failure, call);
        }
    }

    private static SimulatedResponse Refuse(ISimulatedService? service, SimulatedException error, Call call) =>
        service is null ? RestJson.WriteError(error) : service.WriteError(error, call.Request.RequestId);

    // A request that is no operation of any service is one to the service that it was signed for.
    private ISimulatedService? Told(Call call) => Speaker(call, out _) ?? Array.Find(services, candidate => string.Equals(candidate.SigningName, call.Service, StringComparison.Ordinal));

    // The service whose protocol the request speaks, whatever its signature says.
    private ISimulatedService? Speaker(Call call, out string? operation)
    {
        foreach (var service in services)
        {
            operation = service.OperationOf(call.Request);
            if (operation is not null)
            {
                return service;
            }
        }

        operation = null;
        return null;
    }

    private ISimulatedService Locate(Call call)
    {
        var speaker = Speaker(call, out var spoken);
        if (speaker is not null && speaker.IsUnsigned(spoken!))
        {
            (call.Service, call.Operation) = (speaker.SigningName, spoken!);
            return speaker;
        }

        var protocol = speaker?.Protocol ?? WireProtocol.RestJson;
        var scope = SignatureScope.Parse(call.Request, protocol);
        (call.Service, call.AccessKeyId) = (scope.Service, scope.AccessKeyId);
        call.Request = call.Request with { Region = scope.Region, Partition = Partitions.Of(scope.Region) };
        var service = Array.Find(services, candidate => string.Equals(candidate.SigningName, scope.Service, StringComparison.Ordinal));
        if (service is null && speaker is null)
        {
            throw CommonErrors.SignatureMismatch(protocol, $"The service '{scope.Service}' is not simulated.");
        }

        call.Operation = Names.Of(ReferenceEquals(service, speaker) ? spoken : service?.OperationOf(call.Request));
        if (speaker is not null && (service is null || call.Operation.Length == 0))
        {
            throw CommonErrors.SignatureMismatch(protocol, $"Credential should be scoped to correct service: '{speaker.SigningName}'. ");
        }

        var caller = authenticator.Authenticate(call.Request, scope, service!.Protocol);
        call.Request = call.Request with { AccountId = caller.AccountId, PrincipalArn = caller.Arn, Caller = caller };
        return call.Operation.Length > 0 ? service : throw CommonErrors.UnknownOperation(
            service.Protocol, $"{call.Request.Method} {call.Request.RawPath} is no operation of the service '{service.SigningName}'.");
    }

    private static void RaiseFault(Call call, WireProtocol protocol)
    {
        if (call.Fault is not { Kind: not (FaultKind.AnswerLost or FaultKind.LateAnswer or FaultKind.HalfBody) } fault)
        {
            return;
        }

        var action = $"{call.Service}:{call.Operation}";
        throw fault.Kind switch
        {
            FaultKind.Throttle => CommonErrors.Throttled(protocol, fault.Message),
            FaultKind.InternalError => CommonErrors.InternalFailure(fault.Message),
            FaultKind.ServiceUnavailable => CommonErrors.ServiceUnavailable(fault.Message),
            FaultKind.ExpiredToken => CommonErrors.ExpiredToken(protocol, fault.Message),
            FaultKind.SignatureMismatch => CommonErrors.SignatureMismatch(
                protocol, fault.Message ?? "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."),
            FaultKind.SignatureExpired => CommonErrors.SignatureMismatch(
                protocol, fault.Message ?? "Signature expired: 20200101T000000Z is now earlier than 20200101T010000Z (20200101T010500Z - 5 min.)"),
            FaultKind.AccessDenied => CommonErrors.AccessDenied(
                protocol,
                fault.Message ?? $"User: {call.Request.PrincipalArn} is not authorized to perform: {action} on resource: * because no identity-based policy allows the {action} action"),
            _ => throw new InvalidOperationException($"The fault {fault.Kind} raises no error."),
        };
    }

    private void Record(Call call, int statusCode, int round) => log.Add(new RequestEntry(
        call.Sequence,
        call.Service,
        call.Operation,
        call.Request.AccountId,
        call.Request.Region,
        call.Request.PrincipalArn,
        call.AccessKeyId,
        statusCode,
        round,
        call.ErrorType,
        call.StartedAt,
        log.Elapsed,
        Guid.Parse(call.Request.RequestId),
        call.Request.Headers.GetValueOrDefault("x-amzn-trace-id")));

    private static async Task<SimulatedRequest> ReadAsync(HttpContext context)
    {
        var body = await ReadBodyAsync(context).ConfigureAwait(false);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new SimulatedRequest(
            string.Empty,
            string.Empty,
            Partitions.Of(string.Empty),
            string.Empty,
            context.Request.Method,
            question < 0 ? target : target[..question],
            question < 0 ? [] : Pairs(target[(question + 1)..]),
            new RequestHeaders(context.Request.Headers),
            body)
        {
            RequestId = RequestIds.Next(),
        };
    }

    private static async ValueTask<byte[]> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is { } length and <= LongestOfStatedLength)
        {
            var bytes = length == 0 ? [] : new byte[length];
            await context.Request.Body.ReadExactlyAsync(bytes, context.RequestAborted).ConfigureAwait(false);
            return bytes;
        }

        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return [];
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return body.ToArray();
    }

    private static List<KeyValuePair<string, string>> Pairs(string query)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0
                ? new(WebUtility.UrlDecode(part), string.Empty)
                : new(WebUtility.UrlDecode(part[..equals]), WebUtility.UrlDecode(part[(equals + 1)..])));
        }

        return pairs;
    }

    private sealed class Call(long sequence, TimeSpan startedAt)
    {
        public long Sequence { get; } = sequence;

        public TimeSpan StartedAt { get; } = startedAt;

        public required SimulatedRequest Request { get; set; }

        public string Service { get; set; } = string.Empty;

        public string Operation { get; set; } = string.Empty;

        public string AccessKeyId { get; set; } = string.Empty;

        public string? ErrorType { get; set; }

        public FaultRule? Fault { get; set; }
    }
}
