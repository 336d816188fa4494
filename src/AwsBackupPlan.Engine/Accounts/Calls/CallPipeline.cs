using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken.Model;
using AwsBackupPlan.Engine.Accounts.Callers;
using AwsBackupPlan.Engine.Accounts.Denials;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>Sits inside the SDK's retries: gives each attempt its credentials, and tells what became of it. Never tells a secret.</summary>
internal sealed class CallPipeline(
    string service,
    string accountId,
    string region,
    ICredentialSource credentials,
    IWorkObserver observer,
    TimeProvider time,
    Secrets secrets,
    CallLimit? limit = null,
    Action? throttled = null) : PipelineHandler
{
    /// <summary>Takes its place in a client's pipeline. What no call of the engine needs, and every call would go through, leaves it.</summary>
    public void Join(RuntimePipeline pipeline)
    {
        var retries = pipeline.Handlers.OfType<RetryHandler>().First().RetryPolicy.MaxRetries;
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new CallRetries(retries, time, (context, retry, delay) => TellWait(context, retry, retries, delay))));
        pipeline.AddHandlerAfter<RetryHandler>(this);
        pipeline.AddHandlerAfter<Unmarshaller>(new RefusalKept());
        foreach (var handler in pipeline.Handlers)
        {
            switch (handler)
            {
                // Nobody listens to the client's events or reads its measurements.
                case MetricsHandler:
                    pipeline.RemoveHandler<MetricsHandler>();
                    break;
                case CallbackHandler:
                    pipeline.RemoveHandler<CallbackHandler>();
                    break;
                case ErrorCallbackHandler:
                    pipeline.RemoveHandler<ErrorCallbackHandler>();
                    break;

                // No service that the engine calls discovers endpoints, compresses requests or has checksums of its own.
                case EndpointDiscoveryHandler:
                    pipeline.RemoveHandler<EndpointDiscoveryHandler>();
                    break;
                case CompressionHandler:
                    pipeline.RemoveHandler<CompressionHandler>();
                    break;
                case ChecksumHandler:
                    pipeline.RemoveHandler<ChecksumHandler>();
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        var call = new AwsCall(service, OperationOf(context), accountId, region) { Host = context.Request.Endpoint?.Host, Secrets = secrets };
        // An attempt alone takes a place, not the wait for the next one.
        await (limit?.EnterAsync(context.CancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        var isThrottled = false;
        try
        {
            return await AttemptTwiceAsync<T>(executionContext, call).ConfigureAwait(false);
        }
        catch (Exception exception) when (Throttling.Is(exception))
        {
            isThrottled = true;
            throttled?.Invoke();
            throw;
        }
        finally
        {
            limit?.Leave(isThrottled);
        }
    }

    // AWS can end a session early: the call is made once more in another one. It had no effect, since nobody was let in.
    private async Task<T> AttemptTwiceAsync<T>(IExecutionContext executionContext, AwsCall call)
        where T : AmazonWebServiceResponse, new()
    {
        var context = executionContext.RequestContext;
        // The same for the whole attempt: the SDK reads credentials twice, and a refresh in between would spoil the signature.
        var used = await credentials.GetAsync(context.CancellationToken).ConfigureAwait(false);
        try
        {
            context.Identity = used;
            return await AttemptAsync<T>(executionContext, call).ConfigureAwait(false);
        }
        catch (AmazonServiceException exception) when (SessionEnd.Is(exception))
        {
            if (!await credentials.ReplaceAsync(used, context.CancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }

        context.Identity = await credentials.GetAsync(context.CancellationToken).ConfigureAwait(false);
        context.IsSigned = false;
        return await AttemptAsync<T>(executionContext, call).ConfigureAwait(false);
    }

    private async Task<T> AttemptAsync<T>(IExecutionContext executionContext, AwsCall call)
        where T : AmazonWebServiceResponse, new()
    {
        var context = executionContext.RequestContext;
        var started = time.GetTimestamp();
        try
        {
            var response = await AnswerAsync<T>(executionContext).ConfigureAwait(false);
            (observer as IReachObserver)?.Reached(null);
            Tell(call, context.Retries, started, $"ok, request {response.ResponseMetadata.RequestId}");
            return response;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !context.CancellationToken.IsCancellationRequested)
        {
            var denied = exception is AmazonServiceException service && CallFault.IsAccessDenied(service);
            (denied ? call with { Needs = CallNeeds.Of(call, context.OriginalRequest) } : call).Threw(exception);
            var outcome = secrets.WithoutInQuotation(Describe(exception));
            var isUnreached = CallFault.IsNetwork(exception) && (exception is not AmazonServiceException and not StrayAnswerException || CallFault.IsUnanswered(exception));
            (observer as IReachObserver)?.Reached(isUnreached ? $"at {call.Action} in {region} AWS cannot be reached: {outcome}" : null);
            Tell(call, context.Retries, started, outcome);
            throw;
        }
    }

    // What is not AWS's answer can look like an empty one: a list without items, a role without a session.
    private async Task<T> AnswerAsync<T>(IExecutionContext executionContext)
        where T : AmazonWebServiceResponse, new()
    {
        var context = executionContext.ResponseContext;
        StrayAnswerException? stray;
        // That of the attempt before may still be there.
        context.HttpResponse = null;
        try
        {
            var response = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            var requestId = response.ResponseMetadata?.RequestId;
            if (requestId is { Length: > 0 } && !LacksSession(response))
            {
                return response;
            }

            stray = requestId is { Length: > 0 }
                ? StrayAnswerException.Unreadable(response.HttpStatusCode, requestId)
                : StrayAnswerException.Foreign(response.HttpStatusCode, context.HttpResponse?.ContentType);
        }
        catch (AmazonServiceException exception)
        {
            stray = StrayAnswerException.Of(exception, (exception.InnerException as HttpErrorResponseException)?.Response.ContentType ?? context.HttpResponse?.ContentType);
            if (stray is null)
            {
                throw;
            }
        }
        catch (Exception exception) when ((context.HttpResponse ?? RefusalKept.Of(executionContext)) is not null && !CallFault.IsTimeout(exception))
        {
            // The answer had begun.
            stray = StrayAnswerException.Of((context.HttpResponse ?? RefusalKept.Of(executionContext))!);
        }

        throw stray;
    }

    // The SDK takes any XML for an answer of STS.
    private static bool LacksSession(AmazonWebServiceResponse response) =>
        response is AssumeRoleResponse { Credentials: not { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0 } };

    private void TellWait(IRequestContext context, int retry, int most, TimeSpan delay) => observer.Verbose(
        $"{service} {OperationOf(context)} for account {accountId} in {region} is tried again in {delay.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s, retry {retry} of {most}.");

    private void Tell(AwsCall call, int retries, long started, string outcome)
    {
        var attempt = retries == 0 ? string.Empty : $" (attempt {retries + 1})";
        observer.Verbose($"{call.Service} {call.Operation}{attempt} for account {call.AccountId} in {call.Region}: {outcome}, {time.GetElapsedTime(started).TotalMilliseconds:0} ms.");
    }

    private static string OperationOf(IRequestContext context)
    {
        const string Suffix = "Request";
        var name = context.RequestName;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    private static string Describe(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: { Length: > 0 } code } service => $"{(int)service.StatusCode} {code}, request {service.RequestId ?? "unknown"}",
        StrayAnswerException stray => stray.Message,
        _ when CallFault.IsTimeout(exception) => "no answer in time",
        _ when CallFault.IsNetwork(exception) => exception.GetBaseException().Message,
        _ => exception.GetType().Name,
    };
}
