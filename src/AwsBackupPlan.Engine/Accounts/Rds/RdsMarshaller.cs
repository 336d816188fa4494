using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace AwsBackupPlan.Engine.Accounts.Rds;

/// <summary>Turns a request into HTTP, as AWS's query protocol has it.</summary>
internal sealed class RdsMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public const string Version = "2014-10-31";

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var source = (RdsRequest)input;
        var form = string.Join("&", source.Parameters.Select(static parameter => $"{parameter.Key}={AWSSDKUtils.UrlEncode(parameter.Value, path: false)}"));
        var request = new DefaultRequest(source, "Amazon.RDS") { HttpMethod = "POST", ResourcePath = "/", Content = Encoding.UTF8.GetBytes(form) };
        request.Headers[HeaderKeys.ContentTypeHeader] = "application/x-www-form-urlencoded; charset=utf-8";
        return request;
    }
}
