using System.Net;
using AwsBackupPlan.Lambda.Logs;

namespace AwsBackupPlan.Lambda.Runtime;

/// <summary>Takes one event after the other for as long as there are any.</summary>
/// <param name="runtime">Where they come from.</param>
/// <param name="answer">Makes an answer, as JSON text.</param>
/// <param name="log">Takes what goes wrong.</param>
internal sealed class InvocationLoop(RuntimeClient runtime, Func<Invocation, string> answer, JsonLog log)
{
    /// <summary>Goes on until the runtime API does not.</summary>
    /// <exception cref="RuntimeApiException">It does not.</exception>
    public async Task RunAsync()
    {
        while (true)
        {
            if (await runtime.NextAsync().ConfigureAwait(false) is { } invocation)
            {
                await DealWithAsync(invocation).ConfigureAwait(false);
            }
        }
    }

    private async Task DealWithAsync(Invocation invocation)
    {
        // The SDK sends it along with each call.
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
        string text;
        try
        {
            text = answer(invocation);
        }
        catch (Exception exception)
        {
            // Its message might quote the event.
            log.Write(LogLevel.Error, $"A fault of this program, {exception.GetType().FullName}: please report it with these lines. {exception.StackTrace}", invocation.RequestId, errorId: "UnexpectedError");
            await runtime.FailAsync(invocation.RequestId, exception.GetType().Name, "A fault of this program: the log has more. What was made or removed stays so; a further run goes on from there.").ConfigureAwait(false);
            return;
        }

        var taken = await runtime.RespondAsync(invocation.RequestId, text).ConfigureAwait(false);
        if (taken is HttpStatusCode.RequestEntityTooLarge)
        {
            log.Write(LogLevel.Error, "The answer is larger than Lambda takes. All was done that it told of.", invocation.RequestId, errorId: "AnswerTooLarge");
            await runtime.FailAsync(invocation.RequestId, "Function.ResponseSizeTooLarge", "The answer is larger than Lambda takes. Give fewer accounts at once.").ConfigureAwait(false);
        }
        else if (taken >= HttpStatusCode.BadRequest)
        {
            log.Write(LogLevel.Error, $"The runtime API did not take the answer: it says {(int)taken}.", invocation.RequestId, errorId: "AnswerNotTaken");
        }
    }
}
