using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Backup.Internal;

/// <summary>Puts members into a request's path and query string.</summary>
internal static class RequestAddress
{
    /// <summary>An empty label would make another path, and so another operation: it never leaves the machine.</summary>
    internal static void AddLabel(this IRequest request, string member, string? value) =>
        request.AddPathResource("{" + member + "}", string.IsNullOrEmpty(value)
            ? throw new AmazonBackupException($"The request {request.RequestName} needs a value of {member}. Nothing has been sent.")
            : value);

    internal static void AddQuery(this IRequest request, string name, string? value)
    {
        if (value is not null)
        {
            request.Parameters.Add(name, value);
        }
    }

    internal static void AddQuery(this IRequest request, string name, ConstantClass? value) => request.AddQuery(name, value?.Value);

    internal static void AddQuery(this IRequest request, string name, long? value) => request.AddQuery(name, value?.ToString(CultureInfo.InvariantCulture));

    internal static void AddQuery(this IRequest request, string name, bool? value) => request.AddQuery(name, value switch { true => "true", false => "false", null => null });

    internal static void AddQuery(this IRequest request, string name, DateTime? value) => request.AddQuery(name, StringUtils.FromDateTimeToISO8601WithOptionalMs(value));
}
