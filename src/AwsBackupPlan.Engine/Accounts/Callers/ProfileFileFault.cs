using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>
/// A line of the AWS credentials or configuration file that cannot be read. The SDK quotes it in its message, and it may hold a secret key: only its
/// place is told, and the exception that has the quote goes no further.
/// </summary>
internal static class ProfileFileFault
{
    private static readonly Regex Quote = new(
        "Line (?<line>[0-9]+):<(.*> in file (?<file>.+?) does not contain)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    /// <summary>What to tell instead of <paramref name="exception"/>, or <see langword="null"/> when it is about something else.</summary>
    public static AccountException? Of(Exception exception)
    {
        // The SDK also reads the files for its own settings, and wraps what it finds wrong: in the text is every message of every wrapper.
        if (Quote.Match(exception.ToString()) is not { Success: true } quote)
        {
            return null;
        }

        var file = quote.Groups["file"] is { Success: true } named ? named.Value : "the AWS credentials or configuration file";
        return new AccountException(
            "ProfileFileInvalid",
            FailureCategory.InvalidArgument,
            $"Line {quote.Groups["line"].Value} of {file} is no [section], no name = value, and no # comment, so AWS credentials and settings cannot be read.",
            "Correct that line, then run this command again in a new session: the file is read once in each.")
        { IsCallers = true };
    }
}
