using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>Turns a request into HTTP, as AWS JSON 1.1 has it.</summary>
internal sealed class OrganizationsMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var source = (OrganizationsRequest)input;
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            foreach (var member in source.Members)
            {
                writer.WriteString(member.Key, member.Value);
            }

            writer.WriteEndObject();
        }

        var request = new DefaultRequest(source, "Amazon.Organizations") { HttpMethod = "POST", ResourcePath = "/", Content = body.ToArray() };
        request.Headers["X-Amz-Target"] = "AWSOrganizationsV20161128." + source.Operation;
        request.Headers[HeaderKeys.ContentTypeHeader] = "application/x-amz-json-1.1";
        return request;
    }
}
