namespace AwsBackupPlan.Engine.Accounts.Rds;

/// <summary>Asks for a page of the DB instances of a Region.</summary>
internal sealed class DescribeDBInstancesRequest(string? marker) : RdsRequest("DescribeDBInstances", marker);
