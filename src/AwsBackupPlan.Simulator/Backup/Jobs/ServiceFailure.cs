namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>What another service says to AWS Backup, as jobs hand it on.</summary>
internal static class ServiceFailure
{
    /// <summary>An error of RDS.</summary>
    public static string OfRds(string message, string code, int status) =>
        FormattableString.Invariant($"{message} (Service: AmazonRDS; Status Code: {status}; Error Code: {code}; Request ID: {BackupState.NewId()}; Proxy: null)");
}
