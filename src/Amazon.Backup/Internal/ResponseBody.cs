using Amazon.Runtime.Internal.Transform;

namespace Amazon.Backup.Internal;

/// <summary>Reads the body of an answer.</summary>
internal static class ResponseBody
{
    internal static byte[] ReadBody(this JsonUnmarshallerContext context)
    {
        using var body = new MemoryStream();
        context.Stream.CopyTo(body);
        return body.ToArray();
    }
}
