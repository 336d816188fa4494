using System.Collections.Concurrent;
using System.Text;
using System.Xml.Linq;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.S3;

/// <summary>Amazon S3, as far as reading goes: objects and ranges of them, and lists. A bucket is named in the path.</summary>
public sealed class S3Service : ISimulatedService
{
    private const string Scope = "/s3/aws4_request";
    private const string ContentType = "application/xml";

    private static readonly Dictionary<string, Func<BucketCall, SimulatedResponse>> Operations = new(StringComparer.Ordinal)
    {
        ["GetObject"] = ObjectReading.Get,
        ["HeadObject"] = ObjectReading.Get,
        ["ListObjectsV2"] = ObjectListing.List,
        ["HeadBucket"] = static call => new SimulatedResponse(200, ContentType, default, new Dictionary<string, string>(StringComparer.Ordinal) { ["x-amz-bucket-region"] = call.Bucket.Region }),
        ["GetBucketLocation"] = static call => Xml(200, new XElement("LocationConstraint", call.Bucket.Region is "us-east-1" ? null : call.Bucket.Region)),
    };

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly SimulatorWorld _world;

    internal S3Service(SimulatorWorld world)
    {
        _world = world;
        world.WriteReport = Write;
    }

    /// <inheritdoc/>
    public string SigningName => "s3";

    /// <inheritdoc/>
    public WireProtocol Protocol => WireProtocol.RestXml;

    /// <summary>How a request is answered that was signed for another Region than its bucket's.</summary>
    public WrongRegionAnswer WrongRegion { get; set; }

    /// <summary>Makes a bucket, over one of the same name.</summary>
    /// <param name="accountId">Whose it is.</param>
    /// <param name="region">Where it is.</param>
    /// <param name="name">Its name, which no other account has.</param>
    /// <param name="refusesReports">Whether its policy does not let AWS Backup write.</param>
    /// <param name="readableBy">The accounts that its policy lets read, beside its own.</param>
    public void AddBucket(string accountId, string region, string name, bool refusesReports = false, IReadOnlyList<string>? readableBy = null) =>
        _buckets[name] = new Bucket(name, accountId, region) { RefusesReports = refusesReports, ReadableBy = readableBy ?? [] };

    /// <summary>Puts an object into a bucket, over one of the same key.</summary>
    public void PutObject(string bucket, string key, ReadOnlyMemory<byte> body) => _buckets[bucket].Put(key, new StoredObject(body, _world.Now));

    /// <summary>Takes an object away.</summary>
    public void RemoveObject(string bucket, string key) => _buckets[bucket].Remove(key);

    /// <summary>What an object holds; <see langword="null"/> where there is none.</summary>
    public byte[]? ReadObject(string bucket, string key) => _buckets[bucket].Find(key)?.Body.ToArray();

    /// <summary>The keys of a bucket, in their order.</summary>
    public IReadOnlyList<string> Keys(string bucket) => _buckets[bucket].Keys;

    /// <inheritdoc/>
    public string? OperationOf(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var signed = request.Headers.GetValueOrDefault("Authorization") ?? request.QueryValue("X-Amz-Credential") ?? string.Empty;
        if (!signed.Contains(Scope, StringComparison.Ordinal))
        {
            return null;
        }

        var (bucket, key) = BucketCall.PathOf(request);
        return (request.Method, bucket.Length > 0, key.Length > 0) switch
        {
            ("GET", true, true) => "GetObject",
            ("HEAD", true, true) => "HeadObject",
            ("HEAD", true, false) => "HeadBucket",
            ("GET", true, false) when request.QueryValue("location") is not null => "GetBucketLocation",
            ("GET", true, false) when request.QueryValue("list-type") is "2" => "ListObjectsV2",
            _ => null,
        };
    }

    /// <inheritdoc/>
    public SimulatedResponse Handle(string operation, SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers.GetValueOrDefault("X-Amz-Content-Sha256") is null && request.QueryValue("X-Amz-Signature") is null)
        {
            throw new SimulatedException("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
        }

        var (name, key) = BucketCall.PathOf(request);
        var bucket = _buckets.GetValueOrDefault(name) ?? throw new SimulatedException("NoSuchBucket", "The specified bucket does not exist", 404) { Members = Named("BucketName", name) };
        CheckRegion(bucket, request);
        var call = new BucketCall(_world, request, bucket, key);
        if (!string.Equals(bucket.AccountId, request.AccountId, StringComparison.Ordinal) && !bucket.ReadableBy.Contains(request.AccountId, StringComparer.Ordinal))
        {
            throw call.Denied(operation is "GetObject" or "HeadObject" ? "s3:GetObject" : operation is "GetBucketLocation" ? "s3:GetBucketLocation" : "s3:ListBucket", "because no resource-based policy allows the {0} action");
        }

        var answer = Operations[operation](call);
        return WithIds(answer, request.RequestId);
    }

    /// <inheritdoc/>
    public SimulatedResponse WriteError(SimulatedException error, string requestId)
    {
        ArgumentNullException.ThrowIfNull(error);
        var answer = Xml(error.StatusCode, new XElement(
            "Error",
            new XElement("Code", error.ErrorType),
            new XElement("Message", error.Message),
            error.Members.Where(static member => !member.Key.StartsWith("x-amz-", StringComparison.Ordinal)).Select(static member => new XElement(member.Key, member.Value)),
            new XElement("RequestId", requestId),
            new XElement("HostId", requestId)));
        var headers = error.Members.TryGetValue("x-amz-bucket-region", out var region) ? Named("x-amz-bucket-region", region) : null;
        return WithIds(answer with { Headers = headers }, requestId);
    }

    /// <inheritdoc/>
    public void Reset() => _buckets.Clear();

    /// <summary>An answer in XML.</summary>
    internal static SimulatedResponse Xml(int statusCode, XElement root) =>
        new(statusCode, ContentType, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting)));

    private static Dictionary<string, string> Named(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private static SimulatedResponse WithIds(SimulatedResponse answer, string requestId) => answer with
    {
        Headers = new Dictionary<string, string>(answer.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal) { ["x-amz-request-id"] = requestId, ["x-amz-id-2"] = requestId },
    };

    private void CheckRegion(Bucket bucket, SimulatedRequest request)
    {
        if (string.Equals(bucket.Region, request.Region, StringComparison.Ordinal))
        {
            return;
        }

        var members = Named("x-amz-bucket-region", bucket.Region);
        if (WrongRegion is WrongRegionAnswer.AuthorizationHeaderMalformed)
        {
            members["Region"] = bucket.Region;
            throw new SimulatedException("AuthorizationHeaderMalformed", $"The authorization header is malformed; the region '{request.Region}' is wrong; expecting '{bucket.Region}'") { Members = members };
        }

        members["Endpoint"] = $"{bucket.Name}.s3.{bucket.Region}.amazonaws.com";
        members["Bucket"] = bucket.Name;
        throw new SimulatedException("PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.", 301) { Members = members };
    }

    // What AWS Backup writes, whichever Region it writes from.
    private string? Write(string name, string key, byte[] body)
    {
        if (_buckets.GetValueOrDefault(name) is not { } bucket)
        {
            return $"The report could not be delivered to the S3 bucket {name}: the specified bucket does not exist.";
        }

        if (bucket.RefusesReports)
        {
            return $"The report could not be delivered to the S3 bucket {name}: Access Denied. Check that the bucket policy allows the role AWSServiceRoleForBackupReports to write to it.";
        }

        bucket.Put(key, new StoredObject(body, _world.Now));
        return null;
    }
}
