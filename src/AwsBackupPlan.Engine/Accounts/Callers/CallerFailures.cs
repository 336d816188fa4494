#if NET
using System.Diagnostics.CodeAnalysis;
#endif
using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts.Calls;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>What to tell when the caller's credentials cannot be had. What passes is the failure of the account at work; all else is the caller's.</summary>
internal static class CallerFailures
{
    private const string Remedy = "Give -ProfileName, -Credential or -AccessKey and -SecretKey, or set up the environment or the default profile; 'aws sts get-caller-identity' shows whether it works.";

    /// <summary>Whether it is worth trying again: too many calls, a fault of AWS's own, the network.</summary>
    public static bool Passes(Exception exception)
    {
        if (Chain(exception).FirstOrDefault(static inner => Status(inner) >= 400) is not { } answer)
        {
            return CallFault.IsTimeout(exception) || CallFault.IsNetwork(exception);
        }

        return Throttling.Is(answer) || Status(answer) is 429 or >= 500 || Contains(Property(answer, "ErrorCode") as string, "Throttl");
    }

    /// <summary>The answer of AWS, which the SDK puts into exceptions of its own.</summary>
    public static AmazonServiceException? Answer(Exception exception) =>
        Chain(exception).OfType<AmazonServiceException>().FirstOrDefault(static service => (int)service.StatusCode >= 400);

    /// <summary>The failure of a call to AWS that was to give credentials, with its id and its remedy as for any other call.</summary>
    /// <param name="exception">What the call threw.</param>
    /// <param name="what">The beginning of the message: what cannot be had.</param>
    /// <param name="target">Where: the role that was to be assumed, or the caller.</param>
    public static AccountException OfCall(Exception exception, string what, AccountTarget target)
    {
        var failure = AccountFailures.From(Answer(exception) ?? exception, target);
        return new AccountException(failure.ErrorId, failure.Category, $"{what}. {failure.Message}", failure.Remedy, failure.Exception)
        {
            IsCallers = !Passes(exception),
            Region = target.Region,
        };
    }

    /// <summary>The failure of any other source.</summary>
    /// <param name="exception">What the source threw.</param>
    /// <param name="region">Where STS is asked.</param>
    public static AccountException Unusable(Exception exception, string region)
    {
        if (ProfileFileFault.Of(exception) is { } fault)
        {
            return fault;
        }

        var caller = new AccountTarget("of the caller", string.Empty, region, [], string.Empty);
        if (Passes(exception))
        {
            return OfCall(exception, "The AWS credentials of the caller cannot be had at the moment", caller);
        }

        // What AWS says of a wrong signature quotes the request with its session token.
        return QuotesRequest(exception)
            ? new AccountException(
                "CredentialsInvalid",
                FailureCategory.AuthenticationError,
                "No usable AWS credentials of the caller were found: AWS says that the signature does not match.",
                "Check the secret key, and that the clock of this machine is right.")
            { IsCallers = true }
            : new AccountException(
                "CallerCredentialsNotFound",
                FailureCategory.AuthenticationError,
                $"No usable AWS credentials of the caller were found: {FirstLine(exception.Message)}",
                Remedy,
                exception)
            { IsCallers = true };
    }

    // Another copy of the SDK has exceptions of other types with the same properties.
    private static int Status(Exception exception) => Property(exception, "StatusCode") is System.Net.HttpStatusCode status ? (int)status : 0;

#if NET
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A trimmed program has one copy of the SDK; a property that nobody else uses reads as one that is not there.")]
#endif
    private static object? Property(Exception exception, string name) => exception.GetType().GetProperty(name)?.GetValue(exception);

    private static bool QuotesRequest(Exception exception) =>
        Chain(exception).OfType<AmazonServiceException>().Any(static service => Contains(service.ErrorCode, "Signature"))
        || exception.ToString() is var text && (Contains(text, "signature we calculated") || Contains(text, "Canonical String"));

    private static bool Contains(string? text, string part) => text?.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    private static string FirstLine(string text) => text.Split('\r', '\n')[0];
}
