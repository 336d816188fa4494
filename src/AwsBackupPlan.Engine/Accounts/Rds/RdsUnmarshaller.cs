using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace AwsBackupPlan.Engine.Accounts.Rds;

/// <summary>Turns an answer into a page, or into the error that it names.</summary>
internal sealed class RdsUnmarshaller : XmlResponseUnmarshaller
{
    // An answer has no document type, and what stands between must not name files or fill the memory with one. The escape of a character that XML does not have is no reason to know nothing of an account.
    private static readonly XmlReaderSettings Plain = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
    {
        var answer = Read(context.Stream);
        var page = RdsPage.Read(answer);
        page.ResponseMetadata = new ResponseMetadata { RequestId = RdsPage.Child(answer, "ResponseMetadata") is { } metadata ? RdsPage.Text(metadata, "RequestId") : null };
        return page;
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var answer = ReadError(context.Stream);
        var error = answer is null ? null : RdsPage.Child(answer, "Error");
        var message = error is null ? null : RdsPage.Text(error, "Message");
        var requestId = answer is null ? null : RdsPage.Text(answer, "RequestId");
        return new RdsException(
            message ?? $"Amazon RDS answered HTTP {(int)statusCode} without a message.",
            innerException,
            error is null ? null : RdsPage.Text(error, "Code"),
            requestId ?? (context.ResponseData.IsHeaderPresent(HeaderKeys.RequestIdHeader) ? context.ResponseData.GetHeaderValue(HeaderKeys.RequestIdHeader) : null),
            statusCode);
    }

    private static XElement Read(Stream body)
    {
        using var reader = XmlReader.Create(body, Plain);
        return XElement.Load(reader);
    }

    /// <summary>What stands between may answer without XML.</summary>
    private static XElement? ReadError(Stream body)
    {
        try
        {
            return Read(body);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
