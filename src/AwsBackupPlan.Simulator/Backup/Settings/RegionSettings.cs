using System.Collections.Immutable;

namespace AwsBackupPlan.Simulator.Backup.Settings;

/// <summary>Which resource types an account has opted in to in a Region.</summary>
internal sealed class RegionSettings
{
    // All Regions share them until they are changed.
    private static readonly ImmutableSortedDictionary<string, bool> FirstOptIn = Flags(
        on: ["DynamoDB", "EBS", "EC2", "EFS", "FSx", "RDS", "S3", "Storage Gateway", "VirtualMachine"],
        off: ["Aurora", "CloudFormation", "DocumentDB", "Neptune", "Redshift", "SAP HANA on Amazon EC2", "Timestream"]);

    private static readonly ImmutableSortedDictionary<string, bool> FirstManagement = Flags(on: ["DynamoDB", "EFS"], off: []);

    /// <summary>The types AWS Backup supports; RDS is on from the start, Aurora is not.</summary>
    public ImmutableSortedDictionary<string, bool> OptIn { get; set; } = FirstOptIn;

    /// <summary>The types that AWS Backup manages fully.</summary>
    public ImmutableSortedDictionary<string, bool> Management { get; set; } = FirstManagement;

    private static ImmutableSortedDictionary<string, bool> Flags(IReadOnlyList<string> on, IReadOnlyList<string> off) =>
        on.Concat(off).ToImmutableSortedDictionary(static name => name, on.Contains, StringComparer.Ordinal);
}
