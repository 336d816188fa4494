using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>
/// One attempt at a time to have credentials, whose outcome all share who come while it runs. What is the caller's fault ends the command, so it is
/// kept; after what passes, the next one tries anew.
/// </summary>
internal sealed class SharedRenewal
{
    private readonly object _gate = new();
    private Task<ImmutableCredentials>? _attempt;

    /// <summary>The outcome of the attempt that runs, or else of a new one.</summary>
    public Task<ImmutableCredentials> GetAsync(Func<Task<ImmutableCredentials>> attempt)
    {
        lock (_gate)
        {
            if (_attempt is null || (_attempt.IsCompleted && !IsKept(_attempt)))
            {
                // A source may work before it first waits.
                _attempt = Task.Run(attempt);
            }

            return _attempt;
        }
    }

    private static bool IsKept(Task ended) => ended.Exception?.InnerException is AccountException { IsCallers: true };
}
