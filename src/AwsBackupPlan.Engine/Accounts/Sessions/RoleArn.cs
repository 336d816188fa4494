namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>The ARNs of roles.</summary>
public static class RoleArn
{
    /// <summary>The ARN of a role in an account.</summary>
    /// <param name="role">Its name, its path and name, or its whole ARN, which is kept.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="partition">The account's partition.</param>
    public static string For(string role, string accountId, string partition)
        => role.StartsWith("arn:", StringComparison.Ordinal) ? role : $"arn:{partition}:iam::{accountId}:role/{role.TrimStart('/')}";

    /// <summary>The partition in the ARN of a role.</summary>
    public static string PartitionOf(string roleArn) => roleArn.Split(':')[1];

    /// <summary>The account in the ARN of a role.</summary>
    public static string AccountOf(string roleArn) => roleArn.Split(':')[4];

    /// <summary>The name of a role in its ARN, with its path.</summary>
    public static string NameOf(string roleArn) => roleArn.Substring(roleArn.IndexOf('/') + 1);
}
