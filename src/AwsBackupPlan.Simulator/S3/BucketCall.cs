using System.Globalization;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.S3;

/// <summary>A request to a bucket that there is.</summary>
/// <param name="World">What all services share.</param>
/// <param name="Request">The request.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key; empty for the bucket itself.</param>
internal sealed record BucketCall(SimulatorWorld World, SimulatedRequest Request, Bucket Bucket, string Key)
{
    private string BucketArn => $"arn:{Request.Partition}:s3:::{Bucket.Name}";

    /// <summary>Bucket and key of a path; empty where it has none.</summary>
    public static (string Bucket, string Key) PathOf(SimulatedRequest request)
    {
        var path = request.RawPath.TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (Uri.UnescapeDataString(path), string.Empty) : (Uri.UnescapeDataString(path[..slash]), Uri.UnescapeDataString(path[(slash + 1)..]));
    }

    /// <summary>Whether the caller may list the bucket: only then it is told that a key is not there.</summary>
    public bool MayList => (Request.Caller?.RolePolicy?.Allows("s3:ListBucket", BucketArn) ?? true) && (Request.Caller?.SessionPolicy?.Allows("s3:ListBucket", BucketArn) ?? true);

    /// <summary>A refusal.</summary>
    /// <param name="action">What is not allowed.</param>
    /// <param name="why">Why, with <c>{0}</c> for the action.</param>
    public SimulatedException Denied(string action, string why) => CommonErrors.AccessDenied(
        WireProtocol.RestXml,
        $"User: {Request.PrincipalArn} is not authorized to perform: {action} on resource: \"{(Key.Length == 0 ? BucketArn : $"{BucketArn}/{Key}")}\" {string.Format(CultureInfo.InvariantCulture, why, action)}");
}
