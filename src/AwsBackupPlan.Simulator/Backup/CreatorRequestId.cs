using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup;

/// <summary>The caller's own name for a request, by which a repetition is known.</summary>
internal static partial class CreatorRequestId
{
    public static string? Check(string? value) => value is null || Allowed().IsMatch(value)
        ? value
        : throw BackupErrors.InvalidParameter("Invalid CreatorRequestId. It must contain 1 to 50 alphanumeric or '-_.' characters.");

    [GeneratedRegex(@"^[a-zA-Z0-9\-_.]{1,50}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Allowed();
}
