using System.Runtime.CompilerServices;
using Amazon.S3.Model;

namespace AwsBackupPlan.Engine.Accounts.Storage;

/// <summary>What a call to Amazon S3 is about. Apart, so that whoever calls other services does not load the SDK of this one.</summary>
internal static class StoredFileNeeds
{
    /// <summary>The ARN of what a request reads.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string ResourceOf(object request, string partition) => request is GetObjectRequest read ? $"arn:{partition}:s3:::{read.BucketName}/{read.Key}" : "*";
}
