using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>
/// Keeps the head of an answer with which a call was refused. The SDK hands on what it read of it, and nothing when it could not read it; that would look like
/// a call that was never answered.
/// </summary>
internal sealed class RefusalKept : PipelineHandler
{
    // Not in the response context: the SDK disposes what stands there before it reads the body.
    private const string Key = nameof(RefusalKept);

    /// <summary>The answer that refused the last attempt; <see langword="null"/> when none did.</summary>
    public static IWebResponseData? Of(IExecutionContext executionContext) =>
        executionContext.RequestContext.ContextAttributes.TryGetValue(Key, out var response) ? response as IWebResponseData : null;

    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var attributes = executionContext.RequestContext.ContextAttributes;
        attributes.Remove(Key);
        try
        {
            return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
        catch (HttpErrorResponseException exception)
        {
            attributes[Key] = exception.Response;
            throw;
        }
    }
}
