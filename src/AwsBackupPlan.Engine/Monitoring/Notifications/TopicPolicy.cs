namespace AwsBackupPlan.Engine.Monitoring.Notifications;

/// <summary>What the access policy of a topic needs, so that what AWS Backup sends arrives. AWS Backup takes a topic without it, and then nothing comes.</summary>
internal static class TopicPolicy
{
    /// <summary>The same for every account, so that many need only one warning.</summary>
    public static string Warning { get; } =
        "Notifications arrive only where the access policy of the topic lets AWS Backup publish; AWS Backup does not check that. Add to the policy of each topic the statement of the result's TopicPolicyStatement: "
            + Statement("ARN of the topic");

    /// <summary>The statement for a topic, in JSON.</summary>
    public static string Statement(string topicArn) =>
        $$"""{"Sid":"AwsBackupPublishes","Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"SNS:Publish","Resource":"{{topicArn}}"}""";
}
