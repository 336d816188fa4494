using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Accounts.Calls;

/// <summary>What a call that failed comes to, before it is said for which account it was made.</summary>
/// <param name="ErrorId">A stable id.</param>
/// <param name="Category">What kind of failure it is.</param>
/// <param name="What">What happened: what AWS says, or that it does not answer.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Exception">What was thrown, unless it quotes what nobody is to see.</param>
internal sealed record CallFault(string ErrorId, FailureCategory Category, string What, string Remedy, Exception? Exception)
{
    private static readonly Regex EndInCommand = new(@"(?:\A|\n|[:,;] )(?:aws [a-z]|[A-Z][a-z]+-(?:Xacnt|Backup))[^\n]*\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>What an exception comes to.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="again">How the command goes on when it is run again, in words that follow "Run this command again".</param>
    /// <param name="own">What an answer of AWS means in particular where the call was made; <see langword="null"/> when it means what it means everywhere.</param>
    public static CallFault Of(Exception exception, string again, Func<AmazonServiceException, (string ErrorId, FailureCategory Category, string Remedy)?> own) => exception switch
    {
        StrayAnswerException stray => OfStray(stray, again),
        AmazonUnmarshallingException unread => OfStray(StrayAnswerException.Of(unread, null)!, again),
        AmazonServiceException service when !IsUnanswered(service) => OfAnswer(service, own(service) ?? Everywhere(service, again)),
        _ when IsUnknownName(exception) => OfUnknownName(exception, again),
        _ when IsTimeout(exception) => new CallFault("OperationTimeout", FailureCategory.OperationTimeout, "AWS did not answer in time", NetworkRemedy(again), exception),
        _ when IsNetwork(exception) => new CallFault("EndpointNotReachable", FailureCategory.ResourceUnavailable, $"AWS cannot be reached: {Quoted(exception, exception.GetBaseException().Message)}", NetworkRemedy(again), exception),
#if !NET
        _ when exception.GetBaseException() is MissingMemberException or TypeLoadException => new CallFault(
            "OtherSdkLoaded",
            FailureCategory.ResourceUnavailable,
            $"this PowerShell runs on an AWS SDK that another module has loaded, which lacks what is needed: {exception.GetBaseException().Message}",
            "Open a new PowerShell and import AwsBackupPlan before any other module that uses AWS, bring that module up to date, or use PowerShell 7, where both get along.",
            exception),
#endif
        _ => new CallFault("UnexpectedFault", FailureCategory.NotSpecified, Quoted(exception, exception.Message), UnexpectedRemedy, exception),
    };

    /// <summary>Whether the session that the call was signed with has ended.</summary>
    public static bool IsExpired(AmazonServiceException exception) => exception.ErrorCode is "ExpiredToken" or "ExpiredTokenException" or "RequestExpired";

    /// <summary>Whether AWS does not know the key that the call was signed with, or not in that Region.</summary>
    public static bool IsUnknownKey(AmazonServiceException exception) => exception.ErrorCode
        is "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidAccessKeyId" or "AuthFailure"
        or "IncompleteSignature" or "IncompleteSignatureException" or "MissingAuthenticationToken" or "MissingAuthenticationTokenException";

    /// <summary>Whether AWS denied the action.</summary>
    public static bool IsAccessDenied(AmazonServiceException exception) =>
        exception.ErrorCode is "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "AuthorizationError"
        || (exception.StatusCode == HttpStatusCode.Forbidden && string.IsNullOrEmpty(exception.ErrorCode) && exception is not StrayAnswerException);

    /// <summary>Whether no answer came in time.</summary>
    public static bool IsTimeout(Exception exception) =>
        exception is OperationCanceledException or TimeoutException || exception.GetBaseException() is TimeoutException or OperationCanceledException or WebException { Status: WebExceptionStatus.Timeout };

    /// <summary>Whether AWS could not be reached. On .NET Framework every answer that is an error has one of the network in it.</summary>
    public static bool IsNetwork(Exception exception) =>
        exception.GetBaseException() is SocketException or System.Net.Http.HttpRequestException or IOException or WebException { Status: not WebExceptionStatus.ProtocolError };

    /// <summary>Whether no answer stands behind what looks like AWS's: on .NET Framework the SDK makes one of its own of a connection that failed.</summary>
    public static bool IsUnanswered(Exception exception) => exception is AmazonServiceException { StatusCode: default(HttpStatusCode), InnerException: WebException };

    /// <summary>Whether the name of the machine that was to be called is not known to DNS, or DNS could not be asked.</summary>
    public static bool IsUnknownName(Exception exception) => exception.GetBaseException()
        is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery }
        or WebException { Status: WebExceptionStatus.NameResolutionFailure };

    /// <summary>Whether AWS says that the request was signed at another time than its own, which the SDK could not correct.</summary>
    public static bool IsClock(AmazonServiceException exception) => exception.ErrorCode is "RequestTimeTooSkewed" or "RequestInTheFuture"
        || (IsSignature(exception) && (exception.Message.StartsWith("Signature expired", StringComparison.Ordinal) || exception.Message.StartsWith("Signature not yet current", StringComparison.Ordinal)));

    /// <summary>Whether the endpoint serves no such Region: AWS tells it as a signature that does not match, and the key is good all the same.</summary>
    public static bool IsUnknownRegion(AmazonServiceException exception) => exception.Message.StartsWith("Credential should be scoped to a valid region", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text with a full stop, if it has no end of its own.</summary>
    public static string Sentence(string text) => text.Length == 0 || text[text.Length - 1] is '.' or '!' or '?' or '…' ? text : text + ".";

    /// <summary>A remedy as a sentence; one that ends in a command stays as it is, since a full stop would be copied with it.</summary>
    public static string Advice(string text) => EndInCommand.IsMatch(text) ? text : Sentence(text);

    /// <summary>What AWS says of a call that it refused, to be put into a message: the call's secrets, which it can quote, are taken out.</summary>
    public static string Quote(Exception exception) => PlainText.Of(Quoted(exception, exception.Message), PlainText.LongestQuotation);

    // Only here, not where it is thrown: what AWS means is told by the words that it says.
    private static string Quoted(Exception exception, string text) => AwsCall.Of(exception)?.Secrets?.WithoutInQuotation(text) ?? text;

    private const string UnexpectedRemedy = "Run this command again with -Verbose; if it stays, report it with that output.";

    private static CallFault OfStray(StrayAnswerException stray, string again) => stray.IsForeign
        ? new CallFault(
            "AnswerNotFromAws",
            FailureCategory.ResourceUnavailable,
            InSentence(stray.Message),
            $"Sign in to the network, or have its proxy let {AwsCall.Of(stray)?.Host ?? "the endpoints of AWS"} through; then run this command again{again}.",
            stray)
        : new CallFault("AnswerNotReadable", FailureCategory.ResourceUnavailable, InSentence(stray.Message), NetworkRemedy(again), stray);

    private static CallFault OfUnknownName(Exception exception, string again)
    {
        var host = AwsCall.Of(exception)?.Host;
        return new CallFault(
            "NameNotResolved",
            FailureCategory.ResourceUnavailable,
            $"the name {host ?? "of the endpoint"} cannot be resolved: {Quoted(exception, exception.GetBaseException().Message)}",
            $"Check the name servers of this machine, the Region's name and the endpoint ('nslookup {host ?? "HOST"}'); then run this command again{again}.",
            exception);
    }

    private static string InSentence(string text) => char.ToLowerInvariant(text[0]) + text.Substring(1);

    private static CallFault OfAnswer(AmazonServiceException exception, (string ErrorId, FailureCategory Category, string Remedy) meaning)
    {
        // What AWS says of a wrong signature quotes the request with its session token.
        var isSignature = IsSignature(exception);
        var says = IsClock(exception) ? "AWS says that the request was signed at another time than it is there, and the clock could not be corrected"
            : isSignature ? "the signature does not match" : Quote(exception);
        return new CallFault(
            meaning.ErrorId,
            meaning.Category,
            $"{says} ({(int)exception.StatusCode} {exception.ErrorCode}, request {exception.RequestId ?? "unknown"})",
            meaning.Remedy,
            isSignature ? null : exception);
    }

    private static (string ErrorId, FailureCategory Category, string Remedy) Everywhere(AmazonServiceException exception, string again) => exception switch
    {
        _ when IsExpired(exception) => ("SessionExpired", FailureCategory.AuthenticationError, $"The session of the caller has ended. Log in anew, then run this command again{again}."),
        _ when IsUnknownKey(exception) => (AccountFailure.CredentialsInvalid, FailureCategory.AuthenticationError, "Check the credentials ('aws sts get-caller-identity'), and -Partition."),
        _ when IsClock(exception) => (
            "ClockNotRight", FailureCategory.AuthenticationError, $"Set the clock of this machine and its time zone (it shows {ShownTime()}), by a time server; then run this command again{again}, in a new PowerShell: this one keeps what it has learned of the wrong clock."),
        _ when IsUnknownRegion(exception) => (
            "RegionNotKnown", FailureCategory.InvalidArgument, "Check the name of the Region; where -EndpointUrl or AWS_ENDPOINT_URL names the endpoint, it has to serve that Region."),
        _ when IsSignature(exception) => (
            AccountFailure.CredentialsInvalid, FailureCategory.AuthenticationError, "Check the secret key, and that the clock of this machine is right."),
        _ when (int)exception.StatusCode >= 500 => ("ServiceUnavailable", FailureCategory.ResourceUnavailable, $"AWS has a problem of its own. Run this command again later{again}."),
        _ when IsNetwork(exception) => ("EndpointNotReachable", FailureCategory.ResourceUnavailable, NetworkRemedy(again)),
        _ => ("UnexpectedAnswer", FailureCategory.NotSpecified, UnexpectedRemedy),
    };

    private static string ShownTime() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static bool IsSignature(AmazonServiceException exception) => exception.ErrorCode?.Contains("Signature", StringComparison.Ordinal) is true && !IsUnknownRegion(exception);

    private static string NetworkRemedy(string again) => $"Check the network, the proxy and the endpoint; then run this command again{again}.";
}
