using Amazon.Runtime;
using Amazon.SecurityToken;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>Makes a client of STS for the caller's own credentials, at the engine's endpoint and on its connections.</summary>
/// <param name="credentials">Who signs; anonymous for what nobody signs.</param>
/// <param name="region">Where STS is asked.</param>
/// <param name="observer">Who is told of the calls; nobody when <see langword="null"/>.</param>
/// <param name="accountId">The account of the role that is assumed.</param>
internal delegate AmazonSecurityTokenServiceClient CallerClient(AWSCredentials credentials, string region, Fleet.IWorkObserver? observer, string accountId);
