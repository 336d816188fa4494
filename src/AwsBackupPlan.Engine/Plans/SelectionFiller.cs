using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>Says what a set's selection covers.</summary>
internal static class SelectionFiller
{
    /// <summary>The prefix of a tag's key in a condition.</summary>
    public const string TagPrefix = "aws:ResourceTag/";

    /// <summary>The selection: resources of the types or ARNs asked for that carry the set's tag.</summary>
    public static SelectionDefinition Fill(AccountTarget target, DeploymentOptions options, string partition) => new()
    {
        SelectionName = new ResourceNames(target.AbsName).Selection,
        IamRoleArn = RoleArn.For(options.BackupRoleName, target.AccountId, partition),
        Resources = [.. Patterns(options, partition).Distinct(StringComparer.Ordinal)],
        Conditions = [new SelectionConditionInfo { Operator = "StringEquals", Key = TagPrefix + options.TagKey, Value = target.AbsName }],
    };

    /// <summary>The types covered, by AWS Backup's names.</summary>
    public static IReadOnlyList<string> Types(DeploymentOptions options)
        => options.ResourceTypes.Count > 0 ? options.ResourceTypes : options.ResourceArns.Count > 0 ? [] : ResourceTypes.Default;

    /// <summary>What of the selection does not fit the account; empty when all does.</summary>
    public static IEnumerable<ParameterFault> Faults(AccountTarget target, DeploymentOptions options, string partition)
    {
        if (AccountPatterns.RoleArn.IsMatch(options.BackupRoleName) && !options.BackupRoleName.StartsWith($"arn:{partition}:iam::{target.AccountId}:", StringComparison.Ordinal))
        {
            yield return new("BackupRoleName", $"'{options.BackupRoleName}' is not in account {target.AccountId}; AWS Backup uses a role of the account itself. Give the role's name instead of its ARN.");
        }

        foreach (string pattern in options.ResourceArns)
        {
            if (ResourcePattern.Partition(pattern) is { } other && !string.Equals(other, partition, StringComparison.Ordinal))
            {
                yield return new("ResourceArn", $"'{pattern}' is in partition {other} and account {target.AccountId} in {partition}. Write arn:{partition}:….");
            }
        }
    }

    /// <summary>ARNs that cannot match anything in the account and Region.</summary>
    public static IEnumerable<string> Warnings(AccountTarget target, DeploymentOptions options)
    {
        foreach (string pattern in options.ResourceArns)
        {
            if (ResourcePattern.AccountId(pattern) is { } account && !string.Equals(account, target.AccountId, StringComparison.Ordinal))
            {
                yield return $"-ResourceArn {pattern} is in account {account}; it covers nothing in account {target.AccountId}.";
            }
            else if (ResourcePattern.Region(pattern) is { } region && !string.Equals(region, target.Region, StringComparison.Ordinal))
            {
                yield return $"-ResourceArn {pattern} is in Region {region}; a plan in {target.Region} covers nothing there.";
            }
        }
    }

    private static IEnumerable<string> Patterns(DeploymentOptions options, string partition)
        => options.ResourceArns.Count > 0 ? options.ResourceArns : Types(options).SelectMany(type => ResourceTypes.Patterns(type, partition));
}
