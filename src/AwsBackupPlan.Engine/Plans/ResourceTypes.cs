namespace AwsBackupPlan.Engine.Plans;

/// <summary>The types of resources that AWS Backup knows, by its own names, and the ARNs that select them.</summary>
public static class ResourceTypes
{
    private static readonly ResourceTypeEntry[] Entries =
    [
        // "cluster" also stands for Neptune, DocumentDB and Multi-AZ DB clusters: the tag condition of a selection tells them apart.
        new("Aurora", false, "rds:*:*:cluster:*"),
        new("CloudFormation", true, "cloudformation:*:*:stack/*"),
        new("DocumentDB", false, "rds:*:*:cluster:*"),
        new("DSQL", false, "dsql:*:*:cluster/*"),
        new("DynamoDB", true, "dynamodb:*:*:table/*"),
        new("EBS", true, "ec2:*:*:volume/*"),
        new("EC2", false, "ec2:*:*:instance/*"),
        new("EFS", true, "elasticfilesystem:*:*:file-system/*"),
        new("EKS", false, "eks:*:*:cluster/*"),
        // File systems of FSx, and the volumes of ONTAP, which are backed up one by one.
        new("FSx", false, "fsx:*:*:file-system/*", "fsx:*:*:volume/*"),
        new("Neptune", false, "rds:*:*:cluster:*"),
        new("RDS", false, "rds:*:*:db:*"),
        new("Redshift", false, "redshift:*:*:cluster:*"),
        new("Redshift Serverless", false, "redshift-serverless:*:*:namespace/*"),
        new("S3", false, "s3:::*"),
        new("SAP HANA on Amazon EC2", true, "ssm-sap:*:*:HANA/*"),
        new("Storage Gateway", false, "storagegateway:*:*:gateway/*"),
        new("Timestream", true, "timestream:*:*:database/*"),
        new("VirtualMachine", true, "backup-gateway:*:*:vm/*"),
    ];

    /// <summary>What a selection covers unless something else is asked for.</summary>
    public static IReadOnlyList<string> Default { get; } = ["RDS", "Aurora"];

    /// <summary>The names of all types.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Entries.Select(entry => entry.Name)];

    /// <summary>AWS Backup's own spelling of a type's name, or <see langword="null"/> when there is no such type.</summary>
    public static string? Find(string name) => Entry(name)?.Name;

    /// <summary>The ARN patterns of a type in a partition; empty when there is no such type.</summary>
    internal static IEnumerable<string> Patterns(string name, string partition)
        => Entry(name)?.Patterns.Select(pattern => $"arn:{partition}:{pattern}") ?? [];

    /// <summary>Whether recovery points of the type can move to cold storage; AWS Backup ignores the wish for the others.</summary>
    internal static bool HasColdStorage(string name) => Entry(name)?.HasColdStorage == true;

    private static ResourceTypeEntry? Entry(string name)
        => Array.Find(Entries, entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));

    private sealed class ResourceTypeEntry(string name, bool hasColdStorage, params string[] patterns)
    {
        public string Name { get; } = name;

        public bool HasColdStorage { get; } = hasColdStorage;

        public string[] Patterns { get; } = patterns;
    }
}
