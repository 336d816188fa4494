using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>What frameworks and report plans have in common.</summary>
internal static partial class AuditRules
{
    private const int LongestDescription = 1024;

    /// <summary>Checks a name: letters, digits and underscores, beginning with a letter.</summary>
    public static string Name(string? name, string member) => name switch
    {
        null => throw BackupErrors.MissingParameter(member),
        _ when Allowed().IsMatch(name) => name,
        _ => throw BackupErrors.InvalidParameter($"Invalid {member} '{name}'. It must begin with a letter and have 1 to 256 letters, digits and underscores."),
    };

    /// <summary>Checks a description.</summary>
    public static void Description(string? description, string member)
    {
        if (description is not null && (description.Length > LongestDescription || description.Trim().Length == 0))
        {
            throw BackupErrors.InvalidParameter($"Invalid {member}. It must have 1 to {LongestDescription} characters, and not only blanks.");
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z][_a-zA-Z0-9]{0,255}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Allowed();
}
