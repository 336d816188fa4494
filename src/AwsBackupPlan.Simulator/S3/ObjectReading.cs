using System.Globalization;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.S3;

/// <summary>Reading an object, or a range of it.</summary>
internal static class ObjectReading
{
    /// <summary>GetObject, and HeadObject, whose body the server leaves out.</summary>
    public static SimulatedResponse Get(BucketCall call)
    {
        var stored = call.Bucket.Find(call.Key) ?? throw Missing(call);
        if (call.Request.Headers.TryGetValue("If-Match", out var wanted) && wanted is not "*" && !string.Equals(wanted.Trim('"'), stored.ETag.Trim('"'), StringComparison.Ordinal))
        {
            throw new SimulatedException("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
            {
                Members = new Dictionary<string, string>(StringComparer.Ordinal) { ["Condition"] = "If-Match" },
            };
        }

        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ETag"] = stored.ETag,
            ["Last-Modified"] = stored.LastModified.ToString("R", CultureInfo.InvariantCulture),
            ["Accept-Ranges"] = "bytes",
        };
        if (call.Request.Headers.GetValueOrDefault("Range") is not { } range || Read(range, stored.Body.Length) is not { } asked)
        {
            return new SimulatedResponse(200, "binary/octet-stream", stored.Body, headers);
        }

        var (first, last) = asked;
        headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{stored.Body.Length}");
        return new SimulatedResponse(206, "binary/octet-stream", stored.Body[first..(last + 1)], headers);
    }

    // Who may not list is not told which keys there are.
    private static SimulatedException Missing(BucketCall call) => call.MayList
        ? new SimulatedException("NoSuchKey", "The specified key does not exist.", 404) { Members = new Dictionary<string, string>(StringComparer.Ordinal) { ["Key"] = call.Key } }
        : call.Denied("s3:ListBucket", "because no identity-based policy allows the {0} action");

    // What is no range of bytes means nothing, and the whole object is sent.
    private static (int First, int Last)? Read(string range, int length)
    {
        if (!range.StartsWith("bytes=", StringComparison.Ordinal) || range["bytes=".Length..].Split('-') is not [var from, var to])
        {
            return null;
        }

        var hasFirst = long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first);
        var hasLast = long.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last);
        if (!hasFirst && !hasLast)
        {
            return null;
        }

        (first, last) = hasFirst ? (first, hasLast ? Math.Min(last, length - 1) : length - 1) : (Math.Max(0, length - last), length - 1);
        return first < length && last >= first ? ((int)first, (int)last) : throw new SimulatedException("InvalidRange", "The requested range is not satisfiable", 416)
        {
            Members = new Dictionary<string, string>(StringComparer.Ordinal) { ["RangeRequested"] = range, ["ActualObjectSize"] = length.ToString(CultureInfo.InvariantCulture) },
        };
    }
}
