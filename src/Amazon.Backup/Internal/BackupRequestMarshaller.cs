using System.Text.Json;
using Amazon.Backup.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.Backup.Internal;

/// <summary>Turns any request into HTTP, by what the request's class knows of its address and body.</summary>
internal sealed class BackupRequestMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    internal static BackupRequestMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var source = (AmazonBackupRequest)input;
        var request = new DefaultRequest(source, "Amazon.Backup") { HttpMethod = source.HttpMethod, ResourcePath = source.ResourcePath };
        request.Headers[HeaderKeys.XAmzApiVersion] = "2018-11-15";
        source.Address(request);
        request.UseQueryString = request.Parameters.Count > 0;

        using var body = new MemoryStream();
        using var writer = new Utf8JsonWriter(body);
        if (source.WriteBody(writer))
        {
            writer.Flush();
            request.Content = body.ToArray();
            request.Headers[HeaderKeys.ContentTypeHeader] = "application/json";
        }

        return request;
    }
}
