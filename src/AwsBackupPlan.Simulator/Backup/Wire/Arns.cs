using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>Reads ARNs as AWS Backup's own are built: type and name, parted by a colon.</summary>
internal static class Arns
{
    public static Arn? Parse(string? text) => Arn.TryParse(text, out var arn) ? arn : null;

    /// <summary>What follows a resource type, as <c>name</c> in <c>backup-vault:name</c>; <see langword="null"/> for another type.</summary>
    public static string? ResourceAfter(this Arn arn, string type) =>
        arn.Resource.Length > type.Length + 1 && arn.Resource.StartsWith(type, StringComparison.Ordinal) && arn.Resource[type.Length] == ':'
            ? arn.Resource[(type.Length + 1)..]
            : null;
}
