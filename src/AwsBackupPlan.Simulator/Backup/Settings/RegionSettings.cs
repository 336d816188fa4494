namespace AwsBackupPlan.Simulator.Backup.Settings;

/// <summary>Which resource types an account has opted in to in a Region.</summary>
internal sealed class RegionSettings
{
    /// <summary>The types AWS Backup supports; RDS is on from the start, Aurora is not.</summary>
    public SortedDictionary<string, bool> OptIn { get; } = new(StringComparer.Ordinal)
    {
        ["Aurora"] = false,
        ["CloudFormation"] = false,
        ["DocumentDB"] = false,
        ["DynamoDB"] = true,
        ["EBS"] = true,
        ["EC2"] = true,
        ["EFS"] = true,
        ["FSx"] = true,
        ["Neptune"] = false,
        ["RDS"] = true,
        ["Redshift"] = false,
        ["S3"] = true,
        ["SAP HANA on Amazon EC2"] = false,
        ["Storage Gateway"] = true,
        ["Timestream"] = false,
        ["VirtualMachine"] = true,
    };

    /// <summary>The types that AWS Backup manages fully.</summary>
    public SortedDictionary<string, bool> Management { get; } = new(StringComparer.Ordinal)
    {
        ["DynamoDB"] = true,
        ["EFS"] = true,
    };
}
