namespace AwsBackupPlan.Simulator;

/// <summary>The partitions of AWS.</summary>
public static class Partitions
{
    /// <summary>The partition of a Region.</summary>
    public static string Of(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";
}
