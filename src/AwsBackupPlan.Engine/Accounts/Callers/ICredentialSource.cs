using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>Where the calls of a client have their credentials from.</summary>
internal interface ICredentialSource
{
    /// <summary>The credentials for the next call.</summary>
    /// <exception cref="AccountException">There are none.</exception>
    ValueTask<AWSCredentials> GetAsync(CancellationToken cancellationToken);

    /// <summary>Looks for others in place of credentials that AWS says have expired.</summary>
    /// <param name="ended">The credentials of the call that was refused.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether <see cref="GetAsync"/> now gives others, so that the call is worth another attempt.</returns>
    ValueTask<bool> ReplaceAsync(AWSCredentials ended, CancellationToken cancellationToken);
}
