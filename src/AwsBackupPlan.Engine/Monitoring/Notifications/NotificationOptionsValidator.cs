using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Monitoring.Notifications;

/// <summary>Checks which events are to go to which topics, before any call.</summary>
public static class NotificationOptionsValidator
{
    /// <summary>Everything that is wrong with <paramref name="options"/> whatever the account; empty when nothing is.</summary>
    public static IReadOnlyList<ParameterFault> Validate(NotificationOptions options)
    {
        var faults = new List<ParameterFault>();
        if (TagRules.KeyFault(options.TagKey) is { } fault)
        {
            faults.Add(new("TagKey", fault));
        }

        if (options.Remove)
        {
            if (options.TopicArns.Count > 0 || options.TopicName is not null || options.Events is not null)
            {
                faults.Add(new("Remove", "-Remove takes the notifications off, whatever they are, and goes with no topic and no events."));
            }

            return faults;
        }

        AddTopicFaults(faults, options);
        if (options.Events is { Count: 0 })
        {
            faults.Add(new("Event", $"No event is given. Name some of {string.Join(", ", BackupEvents.Names)}, leave the parameter out for {string.Join(", ", BackupEvents.Default)}, or take the notifications off with -Remove."));
        }

        faults.AddRange((options.Events ?? []).Select(BackupEvents.Fault).OfType<string>().Select(static fault => new ParameterFault("Event", fault)));
        return faults;
    }

    /// <summary>What of <paramref name="options"/> does not fit one account; empty when all does.</summary>
    /// <param name="options">The options, valid by themselves.</param>
    /// <param name="target">The account.</param>
    /// <param name="partition">The partition of the account.</param>
    public static IReadOnlyList<ParameterFault> Validate(NotificationOptions options, AccountTarget target, string partition) =>
        [.. options.TopicArns.Select(arn => Fault(arn, options, target, partition)).OfType<string>().Select(static fault => new ParameterFault("TopicArn", fault))];

    private static void AddTopicFaults(List<ParameterFault> faults, NotificationOptions options)
    {
        if (options.TopicArns.Count == 0 && options.TopicName is null)
        {
            faults.Add(new("TopicArn", "No topic is given. Give one ARN for each Region with -TopicArn, or the name that the topic has in each Region with -TopicName; or take the notifications off with -Remove."));
        }
        else if (options.TopicArns.Count > 0 && options.TopicName is not null)
        {
            faults.Add(new("TopicName", "Both -TopicArn and -TopicName are given. Give one of the two."));
        }
        else if (options.TopicName is not null)
        {
            if (TopicArn.NameFault(options.TopicName) is { } fault)
            {
                faults.Add(new("TopicName", fault));
            }
        }
        else
        {
            AddArnFaults(faults, options.TopicArns);
        }
    }

    private static void AddArnFaults(List<ParameterFault> faults, IReadOnlyList<string> arns)
    {
        var before = faults.Count;
        faults.AddRange(arns.Select(TopicArn.Fault).OfType<string>().Select(static fault => new ParameterFault("TopicArn", fault)));
        if (faults.Count == before && arns.GroupBy(TopicArn.RegionOf, StringComparer.Ordinal).FirstOrDefault(static topics => topics.Count() > 1) is { } twice)
        {
            faults.Add(new("TopicArn", $"{twice.Count()} topics are given for {twice.Key}: {string.Join(", ", twice)}. A vault sends to one."));
        }
    }

    private static string? Fault(string arn, NotificationOptions options, AccountTarget target, string partition)
    {
        if (!string.Equals(TopicArn.PartitionOf(arn), partition, StringComparison.Ordinal) || !string.Equals(TopicArn.AccountOf(arn), target.AccountId, StringComparison.Ordinal))
        {
            return $"'{arn}' is of another account, and AWS Backup sends to topics of the vault's own account only. For several accounts give the name that the topic has in each with -TopicName.";
        }

        // Where the plan tells the copy Regions this can be judged only once it is read.
        return target.CopyRegionsAreDefault && options.Vault != VaultScope.Primary ? null : RegionFault(arn, Regions(target, options.Vault));
    }

    private static IReadOnlyList<string> Regions(AccountTarget target, VaultScope vault) => vault switch
    {
        VaultScope.Primary => [target.Region],
        VaultScope.Copy => target.CopyRegions,
        _ => [target.Region, .. target.CopyRegions],
    };

    /// <summary>What is wrong with the Region of a topic for vaults in some Regions, or <see langword="null"/>.</summary>
    internal static string? RegionFault(string arn, IReadOnlyList<string> regions) => regions.Contains(TopicArn.RegionOf(arn), StringComparer.Ordinal)
        ? null
        : $"'{arn}' is in {TopicArn.RegionOf(arn)}, and a vault sends to topics of its own Region only: {(regions.Count == 0 ? "there is none" : string.Join(", ", regions))}.";
}
