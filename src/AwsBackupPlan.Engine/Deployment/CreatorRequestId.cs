using System.Security.Cryptography;
using System.Text;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>
/// The name of a request by which AWS Backup knows its repetition, made of what is asked for: a run that died before it had the
/// answer asks for the same again, and gets what it made instead of a second one.
/// </summary>
internal static class CreatorRequestId
{
    /// <summary>The id of a request with this content; 1–50 of <c>A-Za-z0-9-_.</c>.</summary>
    public static string Of(params string[] content)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join("\n", content));
#if NET
        var hash = SHA256.HashData(bytes);
#else
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(bytes);
#endif
        return "abp-" + string.Concat(hash.Take(20).Select(static part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
