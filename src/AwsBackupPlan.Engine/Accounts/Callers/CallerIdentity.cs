using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>Where the caller's credentials come from. One for all pieces of work; it renews what can be renewed.</summary>
internal abstract class CallerIdentity
{
    /// <summary>The credentials as they are now. Asked by one at a time: <see cref="SharedRenewal"/> sees to it.</summary>
    public abstract Task<ImmutableCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken);
}
