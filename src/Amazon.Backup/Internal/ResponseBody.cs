using System.Globalization;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.Backup.Internal;

/// <summary>Reads the body of an answer.</summary>
internal static class ResponseBody
{
    /// <summary>Reads it to its end.</summary>
    /// <exception cref="IOException">It ended before its stated length, which .NET Framework lets pass: an empty rest would read as an answer without content.</exception>
    internal static byte[] ReadBody(this JsonUnmarshallerContext context)
    {
        using var body = new MemoryStream();
        context.Stream.CopyTo(body);
        return body.Length >= StatedLength(context.ResponseData) ? body.ToArray() : throw new IOException("The answer ended before its stated length.");
    }

    // A compressed answer has another length on the wire; the HTTP client has checked that one.
    private static long StatedLength(IWebResponseData response) =>
        response.IsHeaderPresent(HeaderKeys.ContentLengthHeader) && !response.IsHeaderPresent("Content-Encoding")
        && long.TryParse(response.GetHeaderValue(HeaderKeys.ContentLengthHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0;
}
