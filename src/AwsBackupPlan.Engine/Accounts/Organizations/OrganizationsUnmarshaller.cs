using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using AwsBackupPlan.Engine.Accounts.Calls;

namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>Turns an answer into a page, or into the error that it names.</summary>
internal sealed class OrganizationsUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var answer = JsonDocument.Parse(context.Stream);
        return OrganizationsPage.Read(answer.RootElement.Clone());
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var fault = JsonFault.Of(context);
        return new OrganizationsException(fault.Message ?? $"AWS Organizations answered HTTP {(int)statusCode} without a message.", innerException, fault.Code, fault.RequestId, statusCode);
    }
}
