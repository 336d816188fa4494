using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Backup.Internal;

/// <summary>Turns an answer into the response class, or into the exception that it names.</summary>
internal sealed class BackupResponseUnmarshaller<TResponse>(ReadValue<TResponse> read) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        var body = context.ReadBody();
        var reader = new Utf8JsonReader(body.Length > 0 ? body : "{}"u8);
        reader.Read();
        return read(ref reader) ?? throw new JsonException("AWS Backup answered null.");
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode) =>
        BackupErrorResponse.Read(context.ReadBody(), context.ResponseData).ToException(innerException, statusCode);
}
