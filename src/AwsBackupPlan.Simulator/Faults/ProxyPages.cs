using System.Text;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Faults;

/// <summary>What a proxy between client and AWS answers in AWS's place: pages, without a request id.</summary>
internal static class ProxyPages
{
    private const string ContentType = "text/html; charset=utf-8";

    /// <summary>Whether a fault is such an answer.</summary>
    public static bool IsAnsweredBy(FaultKind? kind) => Find(kind) is not null;

    /// <summary>The answer of a fault; <see langword="null"/> when it is another fault.</summary>
    public static SimulatedResponse? Find(FaultKind? kind) => kind switch
    {
        // Well-formed XML, too: a client that only asks for that takes it for an answer without content.
        FaultKind.ProxyPage => Page(200, "Welcome", "Sign in to use this network."),
        FaultKind.ProxyRefusal => Page(403, "Blocked", "This address is not on the list of this proxy."),
        FaultKind.BadGateway => Page(502, "502 Bad Gateway", "The proxy server received an invalid response from an upstream server."),
        _ => null,
    };

    private static SimulatedResponse Page(int statusCode, string title, string text) =>
        new(statusCode, ContentType, Encoding.UTF8.GetBytes($"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"));
}
