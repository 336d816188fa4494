using System.Net;
using AwsBackupPlan.Fuzz.Inputs;

namespace AwsBackupPlan.Fuzz.Targets;

/// <summary>Answers each call with what it was fed.</summary>
internal sealed class FedHandler : HttpMessageHandler
{
    private byte[] _body = [];
    private HttpStatusCode _status;

    public void Feed(int status, string body) => (_status, _body) = ((HttpStatusCode)status, TextBytes.Of(body));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = new HttpResponseMessage(_status) { RequestMessage = request, Content = new ByteArrayContent(_body) };
        // Without one it would be no answer of AWS.
        answer.Headers.Add("x-amzn-RequestId", "fed");
        return Task.FromResult(answer);
    }
}
