using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>Where the caller's credentials come from. One for all pieces of work; it renews what can be renewed.</summary>
internal abstract class CallerIdentity
{
    /// <summary>The credentials as they are now. Safe for many at once: only one renews.</summary>
    public abstract Task<ImmutableCredentials> GetAsync(CallerContext context, CancellationToken cancellationToken);
}
