using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using AwsBackupPlan.Engine.Accounts.Calls;

namespace AwsBackupPlan.Engine.Accounts.Configuration;

/// <summary>Turns an answer into what it says of the recorder, or into the error that it names.</summary>
internal sealed class ConfigurationUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var answer = JsonDocument.Parse(context.Stream);
        return RecorderStatus.Read(answer.RootElement);
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var fault = JsonFault.Of(context);
        return new ConfigurationException(fault.Message ?? $"AWS Config answered HTTP {(int)statusCode} without a message.", innerException, fault.Code, fault.RequestId, statusCode);
    }
}
