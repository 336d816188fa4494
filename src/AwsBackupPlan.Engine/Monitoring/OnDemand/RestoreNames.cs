namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>The names that AWS Backup knows in the metadata of a restore: those of the settings that Amazon RDS takes for the instance or cluster that it makes. One that it does not know it refuses when the job is to begin.</summary>
internal static class RestoreNames
{
    private static readonly string[] All =
    [
        "AdditionalStorageVolumes", "AllocatedStorage", "AutoMinorVersionUpgrade", "AvailabilityZone", "AvailabilityZones", "BacktrackWindow", "BackupRetentionPeriod", "BackupTarget",
        "CACertificateIdentifier", "CopyTagsToSnapshot", "CustomIamInstanceProfile", "DBClusterIdentifier", "DBClusterInstanceClass", "DBClusterParameterGroupName", "DBInstanceClass",
        "DBInstanceIdentifier", "DBName", "DBParameterGroupName", "DBSubnetGroupName", "DatabaseName", "DedicatedLogVolume", "DeletionProtection", "Domain", "DomainAuthSecretArn",
        "DomainDnsIps", "DomainFqdn", "DomainIAMRoleName", "DomainOu", "EnableCloudwatchLogsExports", "EnableCustomerOwnedIp", "EnableIAMDatabaseAuthentication",
        "EnableInternetAccessGateway", "EnablePerformanceInsights", "EnableVPCNetworking", "Encrypted", "Engine", "EngineLifecycleSupport", "EngineMode", "EngineVersion", "Iops",
        "KmsKeyId", "LicenseModel", "ManageMasterUserPassword", "MasterUserSecretKmsKeyId", "MaxAllocatedStorage", "MonitoringInterval", "MonitoringRoleArn", "MultiAZ", "NetworkType",
        "OptionGroupName", "PerformanceInsightsKMSKeyId", "PerformanceInsightsRetentionPeriod", "Port", "PreferredBackupWindow", "ProcessorFeatures", "PubliclyAccessible",
        "RdsCustomClusterConfiguration", "RestoreTime", "RestoreType", "ScalingConfiguration", "ServerlessV2ScalingConfiguration", "StorageThroughput", "StorageType", "TdeCredentialArn",
        "TdeCredentialPassword", "UseDefaultProcessorFeatures", "UseLatestRestorableTime", "VpcSecurityGroupIds",
    ];

    /// <summary>The name as AWS Backup writes it; <see langword="null"/> for one that it does not know.</summary>
    public static string? Known(string name) => Array.Find(All, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is wrong with a name, or <see langword="null"/>.</summary>
    public static string? Fault(string name) => Known(name) is not null ? null
        : $"'{name}' is no name that a restore of a database knows.{(Spelling.Nearest(name, All) is { } meant ? $" Did you mean {meant}?" : $" It knows {string.Join(", ", All)}.")}";
}
