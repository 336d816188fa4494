using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.Jobs;
using AwsBackupPlan.Engine.Monitoring.Notifications;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Signing;

namespace AwsBackupPlan.Engine.Tests.Accounts;

public sealed class RestrictedSessionTests
{
    private const int LongestPolicy = 2048;

    // What AWS Backup and SSM do on the caller's behalf, which no request shows.
    private static readonly string[] Unseen =
    [
        "backup-storage:MountCapsule", "kms:CreateGrant", "kms:GenerateDataKey", "kms:Decrypt", "kms:RetireGrant", "iam:PassRole",
        "rds:DeleteDBSnapshot", "rds:DeleteDBClusterSnapshot", "iam:CreateServiceLinkedRole",
    ];

    [Fact]
    public async Task A_deployment_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        var engine = Restricted(scene);

        await DeployAsync(scene, engine, new(), DeploymentStatus.Created);
        await DeployAsync(scene, engine, new(), DeploymentStatus.Unchanged);
        await DeployAsync(scene, engine, new() { DeleteAfterDays = 400, ResourceTypes = ["RDS"] }, DeploymentStatus.Updated);
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = $"arn:aws:backup:{Scene.Primary}:{Scene.AccountId}:backup-vault:{Scene.VaultName}", TagKeyList = ["ABS"] }, Token);
        }

        await DeployAsync(scene, engine, new() { DeleteAfterDays = 400, ResourceTypes = ["RDS"], Adopt = true }, DeploymentStatus.Updated);

        Assert.Equal(Allowed(scene), Called(scene));
    }

    [Fact]
    public async Task A_comparison_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var engine = Restricted(scene);

        var outcome = await engine.CompareAsync(scene.Target, new() { DeleteAfterDays = 400 }, scene.Observer, Token);

        Assert.Equal(ComparisonStatus.Different, outcome.Result!.Status);
        Assert.Equal(Allowed(scene), Called(scene));
    }

    [Fact]
    public async Task A_listing_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var engine = Restricted(scene);

        var outcome = await engine.GetAsync(scene.Target with { AbsName = "p*" }, "ABS", scene.Observer, Token);

        Assert.Single(outcome.Result!);
        Assert.Equal(Allowed(scene), Called(scene));
    }

    [Fact]
    public async Task A_removal_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0] });
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Copy, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0] });
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], IsContinuous = true });
        using var others = await scene.Other(Scene.Copy).ClientAsync();
        var hold = (await others.CreateLegalHoldAsync(new CreateLegalHoldRequest { Title = "Case 4711", Description = "for a test" }, Token)).LegalHoldId;
        var engine = Restricted(scene);
        // Another default than the Region that the plan copies to, which is then noted.
        var target = scene.Target with { CopyRegions = ["us-west-2"], CopyRegionsAreDefault = true };
        var options = new TeardownOptions { ContinuousBackup = ContinuousBackupRemoval.Disassociate };

        var held = await engine.RemoveAsync(target, options, scene.Observer, Token);
        await others.CancelLegalHoldAsync(new CancelLegalHoldRequest { LegalHoldId = hold, CancelDescription = "over" }, Token);
        var outcome = await engine.RemoveAsync(target, options, scene.Observer, Token);

        Assert.Contains(held.Result!.Remaining, static left => left.Reason.Contains("'Case 4711'", StringComparison.Ordinal));
        Assert.Null(outcome.Failure?.Message);
        Assert.Equal((RemovalStatus.Removed, 2), (outcome.Result!.Status, outcome.Result.VaultsDeleted));
        Assert.Equal(Allowed(scene), Called(scene));
    }

    [Fact]
    public async Task A_deployment_with_protection_and_a_central_vault_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        var engine = Restricted(scene);
        var options = new DeploymentOptions { VaultAccessPolicy = VaultAccessPolicy.Protect, ResourceTypes = ["RDS"] };
        var central = options with { CentralVaultArn = "arn:aws:backup:us-east-1:333333333333:backup-vault:Central" };

        await DeployAsync(scene, engine, new(), DeploymentStatus.Created);
        await DeployAsync(scene, engine, options, DeploymentStatus.Updated);
        using (var backup = await scene.Other().ClientAsync())
        {
            await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = $"arn:aws:backup:{Scene.Primary}:{Scene.AccountId}:backup-vault:{Scene.VaultName}", TagKeyList = ["ABS"] }, Token);
        }

        await DeployAsync(scene, engine, options with { Adopt = true, DeleteAfterDays = 400 }, DeploymentStatus.Updated);
        var outcome = await engine.DeployAsync(scene.Target, central, scene.Observer, Token);

        Assert.Equal("CentralVaultPolicyMissing", outcome.Failure!.ErrorId);
        Assert.Equal(Allowed(scene), Called(scene));
        Assert.All(Policies(scene), static policy => Assert.InRange(policy.Text.Length, 100, LongestPolicy));
        Assert.Contains(Policies(scene), static policy => policy.AllowedActions is ["backup:GetBackupVaultAccessPolicy", "backup:DescribeBackupVault"] && policy.Allows("backup:GetBackupVaultAccessPolicy", "arn:aws:backup:us-east-1:333333333333:backup-vault:Central"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Locking_is_allowed_what_it_calls_and_nothing_else(bool removes)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        await scene.Engine.LockAsync(scene.Target, new VaultLockOptions { MinRetentionDays = 1 }, scene.Observer, Token);
        scene.Simulator.ClearRequests();

        var outcome = await Restricted(scene).LockAsync(scene.Target, removes ? new VaultLockOptions { Remove = true } : new VaultLockOptions { MinRetentionDays = 2 }, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(Allowed(scene), Called(scene));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Setting_notifications_is_allowed_what_it_calls_and_nothing_else(bool removes)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        await scene.Engine.NotifyAsync(scene.Target, new NotificationOptions { TopicName = "backups" }, scene.Observer, Token);
        scene.Simulator.ClearRequests();

        var outcome = await Restricted(scene).NotifyAsync(scene.Target, removes ? new NotificationOptions { Remove = true } : new NotificationOptions { TopicName = "others" }, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(Allowed(scene), Called(scene));
    }

    [Fact]
    public async Task Looking_at_databases_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        using var others = await scene.Other(Scene.Copy).ClientAsync();
        await others.DeleteBackupVaultAsync(new DeleteBackupVaultRequest { BackupVaultName = Scene.VaultName }, Token);

        scene.Simulator.Backup.AddRecoveryPoint(
            Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], CreationDate = scene.Simulator.World.Now.AddDays(-60) });

        var outcome = await Restricted(scene).GetProtectionAsync(scene.Target with { AbsName = "*" }, new ProtectionQuery(), scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(3, outcome.Result!.Count);
        Assert.Equal(Allowed(scene), Called(scene));
    }

    [Fact]
    public async Task Looking_at_recovery_points_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scene.Primary, 1);
        using var others = await scene.Other().ClientAsync();
        await others.CreateLegalHoldAsync(new CreateLegalHoldRequest { Title = "Case 4711", Description = "for a test" }, Token);
        var sink = new CollectingSink();

        var outcome = await Restricted(scene).FindRecoveryPointsAsync(scene.Target with { AbsName = "*", CopyRegionsAreDefault = true }, new RecoveryPointQuery(), sink, scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Single(sink.Pages);
        Assert.Equal(Allowed(scene), Called(scene));
    }

    [Fact]
    public async Task Judging_an_account_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        scene.Simulator.Backup.AddRecoveryPoint(
            Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], CreationDate = scene.Simulator.World.Now.AddDays(-60) });

        var outcome = await Restricted(scene).ReportComplianceAsync(scene.Target with { AbsName = "*", CopyRegionsAreDefault = true }, new ComplianceOptions(), scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.DoesNotContain(outcome.Result!.Findings, static finding => finding.Status is "ERROR");
        Assert.Equal(Allowed(scene), Called(scene));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("backup of the whole set")]
    [InlineData("copy")]
    [InlineData("copy where the plan says")]
    [InlineData("restore")]
    public async Task Starting_jobs_is_allowed_what_it_calls_and_nothing_else(string job)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var point = new NamedPoint(scene.AddPoints(Scene.Primary, 1)[0], Scene.VaultName, "again");
        // A vault that is not there is looked for.
        IReadOnlyList<NamedPoint> points = [point, point with { VaultName = "Nowhere" }];
        var (engine, sink) = (Restricted(scene), new CollectingSink());

        var outcome = job switch
        {
            "backup" => await engine.StartBackupsAsync(scene.Target, ["payroll-db-1"], new() { RetentionDays = 7 }, sink, scene.Observer, Token),
            "backup of the whole set" => await engine.StartBackupsAsync(scene.Target, [], new(), sink, scene.Observer, Token),
            "restore" => await engine.StartRestoresAsync(scene.Target, points, new(), sink, scene.Observer, Token),
            _ => await engine.StartCopiesAsync(scene.Target with { CopyRegionsAreDefault = job is not "copy" }, points, new(), sink, scene.Observer, Token),
        };

        Assert.Null(outcome.Failure?.Message);
        Assert.NotEmpty(sink.Pages);
        Assert.Equal(Allowed(scene), Called(scene));
        Assert.All(Policies(scene), static policy => Assert.Contains("arn:aws:iam::222222222222:role/AWSBackup-Custom", policy.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Looking_at_jobs_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        var outcome = await Restricted(scene).FindJobsAsync(scene.Target with { CopyRegionsAreDefault = true }, new JobQuery(), new CollectingSink(), scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(Allowed(scene), Called(scene));
    }

    [Fact]
    public async Task Waiting_for_jobs_is_allowed_what_it_calls_and_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var restore = await scene.RestoreAsync(scene.AddPoints(Scene.Primary, 1)[0]);
        scene.Simulator.ClearRequests();

        var outcome = await Restricted(scene).WaitForJobsAsync(scene.Target, [new WaitedJob(null, restore)], null, new CollectingSink(), scene.Observer, Token);

        Assert.False(outcome.HasFailed);
        Assert.Equal(Allowed(scene), Called(scene));
    }

    [Fact]
    public async Task A_dry_run_can_only_read()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var engine = scene.NewEngine(scene.Connection with { RestrictSession = true, IsDryRun = true });
        var observer = new RecordingObserver(Decision.WhatIf);

        var deployment = await engine.DeployAsync(scene.Target, new() { DeleteAfterDays = 400 }, observer, Token);
        var removal = await engine.RemoveAsync(scene.Target, new TeardownOptions(), observer, Token);

        Assert.Equal((DeploymentStatus.WhatIf, RemovalStatus.WhatIf), (deployment.Result!.Status, removal.Result!.Status));
        Assert.All(Allowed(scene), static action => Assert.Matches("^[a-z]+:(List|Get|Describe)", action));
    }

    [Fact]
    public async Task A_session_is_bound_to_the_vaults_role_and_parameter_of_its_backup_set()
    {
        await using var scene = await Scene.StartAsync();
        var engine = Restricted(scene);
        await engine.DeployAsync(scene.Target, new(), scene.Observer, Token);

        var policy = Policies(scene)[0];

        Assert.True(policy.Allows("backup:CreateBackupVault", $"arn:aws:backup:eu-west-1:{Scene.AccountId}:backup-vault:{Scene.VaultName}"));
        Assert.False(policy.Allows("backup:CreateBackupVault", $"arn:aws:backup:us-east-1:{Scene.AccountId}:backup-vault:other"));
        Assert.False(policy.Allows("iam:PassRole", $"arn:aws:iam::{Scene.AccountId}:role/Administrator"));
        Assert.False(policy.Allows("ssm:GetParameter", $"arn:aws:ssm:us-east-1:{Scene.AccountId}:parameter/secret"));
        Assert.False(policy.Allows("kms:Decrypt", "arn:aws:kms:us-east-1:999999999999:key/1"));
        Assert.False(policy.Allows("backup:DeleteBackupVault", $"arn:aws:backup:us-east-1:{Scene.AccountId}:backup-vault:{Scene.VaultName}"));
    }

    [Theory]
    [InlineData("rds:DeleteDBSnapshot", "rds:us-east-1:222222222222:snapshot:awsbackup:job-1", true)]
    [InlineData("rds:DeleteDBSnapshot", "rds:us-east-1:222222222222:snapshot:before-the-release", false)]
    [InlineData("rds:DeleteDBSnapshot", "rds:us-east-1:222222222222:snapshot:rds:nightly-awsbackup:1", false)]
    [InlineData("rds:DeleteDBSnapshot", "rds:us-east-1:999999999999:snapshot:awsbackup:job-1", false)]
    [InlineData("rds:DeleteDBClusterSnapshot", "rds:eu-west-1:222222222222:cluster-snapshot:awsbackup:job-1", true)]
    [InlineData("rds:DeleteDBClusterSnapshot", "rds:us-east-1:222222222222:cluster-snapshot:before-the-release", false)]
    [InlineData("iam:CreateServiceLinkedRole", "iam::222222222222:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup", true)]
    [InlineData("iam:CreateServiceLinkedRole", "iam::222222222222:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS", false)]
    public async Task A_removal_may_delete_the_snapshots_of_AWS_Backup_and_no_others(string action, string resource, bool isAllowed)
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        await Restricted(scene).RemoveAsync(scene.Target, new TeardownOptions(), scene.Observer, Token);

        Assert.Equal(isAllowed, Assert.Single(Policies(scene)).Allows(action, $"arn:aws:{resource}"));
    }

    [Fact]
    public async Task Recovery_points_of_clusters_go_in_a_restricted_session_too()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var cluster = $"arn:aws:rds:{Scene.Primary}:{Scene.AccountId}:cluster:orders";
        var point = scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = cluster });

        var outcome = await Restricted(scene).RemoveAsync(scene.Target, new TeardownOptions(), scene.Observer, Token);

        Assert.Null(outcome.Failure?.Message);
        Assert.Equal((RemovalStatus.Removed, 1L), (outcome.Result!.Status, outcome.Result.RecoveryPointsDeleted));
        Assert.Contains(":cluster-snapshot:awsbackup:", point, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_switch_there_is_no_session_policy()
    {
        await using var scene = await Scene.StartAsync();

        await scene.DeployAsync();

        Assert.All(scene.Simulator.Sts.IssuedSessions, static session => Assert.Null(session.Caller.SessionPolicy));
    }

    [Fact]
    public async Task The_longest_names_leave_the_policy_within_what_AWS_takes()
    {
        await using var scene = await Scene.StartAsync();
        var engine = Restricted(scene);
        var target = scene.Target with { AbsName = new string('a', 22), Region = "ap-southeast-1" };
        var options = new DeploymentOptions
        {
            BackupRoleName = $"{new string('p', 500)}/{new string('r', 64)}",
            PlanParameterName = $"arn:aws:ssm:ap-southeast-1:999999999999:parameter/{new string('n', 1000)}",
            VaultAccessPolicy = VaultAccessPolicy.Protect,
        };

        await engine.DeployAsync(target, options, scene.Observer, Token);
        await engine.CompareAsync(target, options, scene.Observer, Token);
        await engine.RemoveAsync(target, new TeardownOptions(), scene.Observer, Token);
        await engine.ReportComplianceAsync(target, new ComplianceOptions { Deployment = options, Source = ComplianceSource.Both }, scene.Observer, Token);

        var policies = Policies(scene);
        Assert.Equal(4, policies.Count);
        Assert.All(policies, static policy => Assert.InRange(policy.Text.Length, 100, LongestPolicy));
    }

    [Fact]
    public async Task What_the_session_policy_denies_is_told_as_such()
    {
        await using var scene = await Scene.StartAsync();
        // The engine is told that nothing is to be written, and then asked to write.
        var engine = scene.NewEngine(scene.Connection with { RestrictSession = true, IsDryRun = true });

        var failure = (await engine.DeployAsync(scene.Target, new(), scene.Observer, Token)).Failure!;

        Assert.Equal("AccessDenied", failure.ErrorId);
        Assert.Contains("because no session policy allows the backup:CreateBackupVault action", failure.Message, StringComparison.Ordinal);
        Assert.Contains("-RestrictSession", failure.Remedy, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static BackupEngine Restricted(Scene scene) => scene.NewEngine(scene.Connection with { RestrictSession = true });

    private static async Task DeployAsync(Scene scene, BackupEngine engine, DeploymentOptions options, DeploymentStatus status)
    {
        var outcome = await engine.DeployAsync(scene.Target, options, scene.Observer, Token);
        Assert.Null(outcome.Failure?.Message);
        Assert.Equal(status, outcome.Result!.Status);
    }

    private static IReadOnlyList<IamPolicy> Policies(Scene scene) =>
        [.. scene.Simulator.Sts.IssuedSessions.Select(static session => session.Caller.SessionPolicy).OfType<IamPolicy>()];

    private static IReadOnlyList<string> Allowed(Scene scene) =>
        [.. Policies(scene).SelectMany(static policy => policy.AllowedActions).Except(Unseen, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Called(Scene scene) =>
    [
        .. scene.Simulator.Requests.Where(static request => request.Service is not ("sts" or "organizations") && !request.PrincipalArn.EndsWith("/other", StringComparison.Ordinal)).Select(static request => $"{request.Service}:{request.Operation}")
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];
}
