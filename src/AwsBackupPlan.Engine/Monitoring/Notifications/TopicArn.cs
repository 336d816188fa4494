using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Monitoring.Notifications;

/// <summary>The ARN of an SNS topic, as far as AWS Backup can send to it.</summary>
internal static class TopicArn
{
    private const string Example = "arn:aws:sns:us-east-1:222222222222:backups";

    private static readonly TextPattern Name = new("[A-Za-z0-9_-]{1,256}", "1 to 256 letters, digits, '-' and '_'");
    private static readonly TextPattern Account = new("[0-9]{12}", "12 digits");

    /// <summary>The topic of a name in a Region of an account.</summary>
    public static string Of(string name, string region, string accountId, string partition) => $"arn:{partition}:sns:{region}:{accountId}:{name}";

    /// <summary>The Region of a topic.</summary>
    public static string RegionOf(string arn) => arn.Split(':')[3];

    /// <summary>The account of a topic.</summary>
    public static string AccountOf(string arn) => arn.Split(':')[4];

    /// <summary>The partition of a topic.</summary>
    public static string PartitionOf(string arn) => arn.Split(':')[1];

    /// <summary>What is wrong with the name of a topic, or <see langword="null"/>.</summary>
    public static string? NameFault(string? name) => name switch
    {
        _ when IsFifo(name) => $"'{name}' is a FIFO topic, which AWS Backup cannot send to. Use a standard one.",
        _ when name?.StartsWith("arn:", StringComparison.Ordinal) == true => $"'{name}' is an ARN, and goes with -TopicArn.",
        _ => Name.IsMatch(name) ? null : $"'{name}' is not the name of a topic, which has {Name.Allowed}.",
    };

    /// <summary>What is wrong with an ARN whatever the account, or <see langword="null"/>.</summary>
    public static string? Fault(string? arn)
    {
        var parts = arn?.Split(':') ?? [];
        if (parts.Length < 6 || parts[0] is not "arn" || parts[2] is not "sns" || !Account.IsMatch(parts[4]))
        {
            return $"'{arn}' is not the ARN of an SNS topic, such as {Example}.";
        }

        if (parts.Length > 6)
        {
            return $"'{arn}' is the ARN of a subscription, or of something else. That of a topic looks like {Example}.";
        }

        if (IsFifo(parts[5]))
        {
            return $"'{arn}' is a FIFO topic, which AWS Backup cannot send to. Use a standard one.";
        }

        if (!Name.IsMatch(parts[5]))
        {
            return $"'{arn}' does not end with the name of a topic, which has {Name.Allowed}.";
        }

        return string.Equals(Partitions.Find(parts[3]), parts[1], StringComparison.Ordinal) ? null : $"'{arn}' names {(parts[3].Length == 0 ? "no Region" : $"{parts[3]}, which is no Region of partition {parts[1]}")}.";
    }

    private static bool IsFifo(string? name) => name?.EndsWith(".fifo", StringComparison.OrdinalIgnoreCase) == true;
}
