using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.CallerProcess;

/// <summary>A deployment to an account, or a removal.</summary>
internal static class Work
{
    /// <summary>Does it.</summary>
    /// <returns>The exit status: 0 when it went well.</returns>
    public static async Task<int> DoAsync(bool isRemoval, Uri endpoint, string accountId)
    {
        using var engine = new BackupEngine(new ConnectionOptions { AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY", EndpointUrl = endpoint, MaxRetries = 0 });
        var target = new AccountTarget(accountId, "payroll", "us-east-1", ["us-east-2"], "Xacnt_Backup_Role");
        var observer = new AnsweringObserver(answer: null, Decision.Proceed);
        var failure = isRemoval
            ? (await engine.RemoveAsync(target, new TeardownOptions(), observer, CancellationToken.None)).Failure
            : (await engine.DeployAsync(target, new DeploymentOptions(), observer, CancellationToken.None)).Failure;
        await Console.Out.WriteLineAsync(failure?.Message ?? "It went well.");
        return failure is null ? 0 : 1;
    }
}
