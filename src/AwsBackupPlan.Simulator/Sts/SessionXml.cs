using System.Globalization;
using System.Xml.Linq;
using AwsBackupPlan.Simulator.Signing;

namespace AwsBackupPlan.Simulator.Sts;

/// <summary>How STS writes a session.</summary>
internal static class SessionXml
{
    /// <summary>Who one has become, and the keys.</summary>
    public static IEnumerable<XElement> Of(SessionCredentials session) =>
    [
        new(
            "AssumedRoleUser",
            new XElement("AssumedRoleId", session.Caller.UserId),
            new XElement("Arn", session.Caller.Arn)),
        new(
            "Credentials",
            new XElement("AccessKeyId", session.AccessKeyId),
            new XElement("SecretAccessKey", session.SecretAccessKey),
            new XElement("SessionToken", session.SessionToken),
            new XElement("Expiration", session.Expiration.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))),
    ];
}
