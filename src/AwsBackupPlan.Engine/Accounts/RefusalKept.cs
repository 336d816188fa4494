using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>
/// Keeps the answer of a call that AWS refused. The SDK hands on what it read of it, and nothing when it could not read it; without the answer that would
/// look like a call that was never answered.
/// </summary>
internal sealed class RefusalKept : PipelineHandler
{
    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        try
        {
            return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
        catch (HttpErrorResponseException exception)
        {
            executionContext.ResponseContext.HttpResponse = exception.Response;
            throw;
        }
    }
}
