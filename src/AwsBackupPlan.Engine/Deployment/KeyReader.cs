using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Finds the key behind an alias.</summary>
internal static class KeyReader
{
    /// <summary>The key behind an alias in a Region. One call gives it, whatever its state.</summary>
    public static async Task<RegionKey> ReadAsync(AccountSession session, string region, string alias, CancellationToken cancellationToken)
    {
        try
        {
            var response = await session.Kms(region).DescribeKeyAsync(new DescribeKeyRequest { KeyId = alias }, cancellationToken).ConfigureAwait(false);
            return new RegionKey(region, alias, response.KeyMetadata);
        }
        catch (NotFoundException)
        {
            return new RegionKey(region, alias, null);
        }
    }
}
