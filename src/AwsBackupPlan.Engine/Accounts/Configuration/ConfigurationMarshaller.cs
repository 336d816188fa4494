using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace AwsBackupPlan.Engine.Accounts.Configuration;

/// <summary>Turns the request into HTTP, as AWS JSON 1.1 has it.</summary>
internal sealed class ConfigurationMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        // No name: all recorders of the customer, of which there is one at most.
        var request = new DefaultRequest(input, "Amazon.ConfigService") { HttpMethod = "POST", ResourcePath = "/", Content = "{}"u8.ToArray() };
        request.Headers["X-Amz-Target"] = "StarlingDoveService.DescribeConfigurationRecorderStatus";
        request.Headers[HeaderKeys.ContentTypeHeader] = "application/x-amz-json-1.1";
        return request;
    }
}
