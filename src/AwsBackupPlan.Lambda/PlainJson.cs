using System.Text.Encodings.Web;
using System.Text.Json;

namespace AwsBackupPlan.Lambda;

/// <summary>How JSON is written: for logs and answers, which nobody puts into a page, so that quotation marks and letters stay readable.</summary>
internal static class PlainJson
{
    /// <summary>The options.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
