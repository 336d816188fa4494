using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.S3;

/// <summary>Listing the keys of a bucket by pages.</summary>
internal static class ObjectListing
{
    private const int LargestPage = 1000;

    /// <summary>ListObjectsV2.</summary>
    public static SimulatedResponse List(BucketCall call)
    {
        string Query(string name) => call.Request.QueryValue(name) ?? string.Empty;
        var (prefix, delimiter, isEncoded) = (Query("prefix"), Query("delimiter"), Query("encoding-type") is "url");
        var most = call.World.PageSize(MaxKeys(call), LargestPage);
        var token = call.Request.QueryValue("continuation-token");
        var after = token is null ? Query("start-after") : After(token);
        var names = Names(call.Bucket, prefix, delimiter).Where(name => string.CompareOrdinal(name.Name, after) > 0).Take(most + 1).ToList();
        var page = names.Take(most).ToList();
        var isTruncated = names.Count > most && most > 0;
        string Shown(string text) => isEncoded ? Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal) : text;
        return S3Service.Xml(200, new XElement(
            "ListBucketResult",
            new XElement("Name", call.Bucket.Name),
            new XElement("Prefix", Shown(prefix)),
            new XElement("KeyCount", page.Count),
            new XElement("MaxKeys", most),
            delimiter.Length > 0 ? new XElement("Delimiter", Shown(delimiter)) : null,
            isEncoded ? new XElement("EncodingType", "url") : null,
            token is null ? null : new XElement("ContinuationToken", token),
            new XElement("IsTruncated", isTruncated ? "true" : "false"),
            isTruncated ? new XElement("NextContinuationToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Name))) : null,
            page.Where(static name => !name.IsPrefix).Select(name => (name.Name, Stored: call.Bucket.Find(name.Name))).Where(static found => found.Stored is not null).Select(found => new XElement(
                "Contents",
                new XElement("Key", Shown(found.Name)),
                new XElement("LastModified", found.Stored!.LastModified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
                new XElement("ETag", found.Stored.ETag),
                new XElement("Size", found.Stored.Body.Length),
                new XElement("StorageClass", "STANDARD"))),
            page.Where(static name => name.IsPrefix).Select(name => new XElement("CommonPrefixes", new XElement("Prefix", Shown(name.Name))))));
    }

    private static int? MaxKeys(BucketCall call)
    {
        if (call.Request.QueryValue("max-keys") is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var keys)
            ? Math.Min(keys, LargestPage)
            : throw new SimulatedException("InvalidArgument", "Provided max-keys not an integer or within integer range");
    }

    private static string After(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw new SimulatedException("InvalidArgument", "The continuation token provided is incorrect");
        }
    }

    // What is alike up to the delimiter counts as one.
    private static IEnumerable<(string Name, bool IsPrefix)> Names(Bucket bucket, string prefix, string delimiter)
    {
        string? last = null;
        foreach (var key in bucket.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var end = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var name = end < 0 ? key : key[..(end + delimiter.Length)];
            if (end < 0 || !string.Equals(name, last, StringComparison.Ordinal))
            {
                yield return (name, end >= 0);
            }

            last = end < 0 ? null : name;
        }
    }
}
