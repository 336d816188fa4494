namespace AwsBackupPlan.Engine.Accounts.Rds;

/// <summary>Asks for a page of the DB clusters of a Region; Neptune's, DocumentDB's and Multi-AZ DB clusters are among them.</summary>
internal sealed class DescribeDBClustersRequest(string? marker) : RdsRequest("DescribeDBClusters", marker);
