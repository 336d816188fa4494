using System.Text.Json.Nodes;
using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Compliance.Audit;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Monitoring.Jobs;
using AwsBackupPlan.Engine.Monitoring.Notifications;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Templates;
using AwsBackupPlan.Engine.Tests.Onboarding;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Config;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Onboarding;
using AwsBackupPlan.Simulator.Protocol;
using AwsBackupPlan.Simulator.Signing;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>The policy of the role that the module assumes, against what every cmdlet does.</summary>
public sealed class RolePolicyTests
{
    private const string Role = "Xacnt_Backup_Role";
    private const string Bucket = "reports";
    private const string CentralAccount = "333333333333";
    private const string Central = $"arn:aws:backup:us-east-1:{CentralAccount}:backup-vault:Central";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_with_this_policy_can_do_all_that_the_cmdlets_do_and_the_policy_allows_nothing_else()
    {
        await using var scene = await Scene.StartAsync();
        // Whoever else works in the account does so in the same role, and is not meant.
        using var others = await scene.Other().ClientAsync();
        using var othersOfCopy = await scene.Other(Scene.Copy).ClientAsync();
        await MakeCentralVaultAsync(scene);
        scene.Simulator.Sts.SetRole(Scene.AccountId, Role, new SimulatedRole { Permissions = IamPolicy.OfRole(PermissionsPage.RolePolicy.Replace("REPORT-BUCKET", Bucket, StringComparison.Ordinal)) });
        var elsewhere = PermissionsPage.RolePolicy.Replace(Scene.AccountId, CentralAccount, StringComparison.Ordinal);
        scene.Simulator.Sts.SetRole(CentralAccount, Role, new SimulatedRole { Permissions = IamPolicy.OfRole(elsewhere) });

        await PlansAsync(scene);
        await ReadingAsync(scene);
        await JobsAsync(scene, others);
        await AuditsAsync(scene);
        await RemovalAsync(scene, othersOfCopy);

        string[] called =
        [
            .. scene.Simulator.Requests.Where(static request => request.Service is not ("sts" or "organizations") && !request.PrincipalArn.EndsWith("/other", StringComparison.Ordinal))
                .Select(static request => $"{request.Service}:{request.Operation}").Distinct(StringComparer.Ordinal),
        ];
        string[] needed = [.. called.Concat(called.SelectMany(Permissions.Beside)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.Equal(needed, (string[])[.. IamPolicy.OfRole(PermissionsPage.RolePolicy).AllowedActions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task A_role_with_the_policy_of_setup_can_initialize_an_account_and_the_policy_allows_nothing_else()
    {
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions(), Token);
        var scene = new SetupScene(simulator, new SwiftTimeProvider { Skipped = simulator.World.Advance }, Scene.AccountId);
        simulator.Sts.SetRole(Scene.AccountId, Role, new SimulatedRole { Permissions = IamPolicy.OfRole(PermissionsPage.SetupPolicy) });

        // The key is looked for by its tags after a run whose call was not answered.
        simulator.AddFault(new FaultRule { Service = "kms", Operation = "CreateKey", Kind = FaultKind.AnswerLost });
        await scene.DoneAsync(new() { OptIn = true });
        await scene.DoneAsync(new() { OptIn = true, PlanDocument = """{ "Rules": [ { "RuleName": "Nightly" } ] }""", OverwritePlan = true });

        simulator.Ssm.SetParameter(Scene.AccountId, Scene.Copy, SetupScene.ParameterName, DefaultPlanDocument.Of("ABS"), "SecureString");
        await scene.DoneAsync(new() { PlanDocument = """{ "Rules": [ { "RuleName": "Nightly" } ] }""", OverwritePlan = true }, scene.Target with { Region = Scene.Copy, CopyRegions = [Scene.Primary] });

        string[] called = [.. simulator.Requests.Where(static request => request.Service is not "sts").Select(static request => $"{request.Service}:{request.Operation}").Distinct(StringComparer.Ordinal)];
        string[] needed = [.. called.Concat(called.SelectMany(Permissions.Beside)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.Equal(needed, (string[])[.. IamPolicy.OfRole(PermissionsPage.SetupPolicy).AllowedActions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task The_template_gives_the_role_these_actions_under_these_names_and_no_others()
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.Target), folder.Write(BackupTemplateKind.Target, TemplateFolder.Odd));
        string[] wanted = [.. Lines(JsonNode.Parse(PermissionsPage.RolePolicy)!["Statement"]!.AsArray().Select(static statement => statement!.AsObject()))];

        Assert.All(templates, template => Assert.Equal(wanted, (string[])[.. Lines(TemplateStatements.OfRole(template, "Role").Concat(TemplateStatements.OfPolicy(template, "ReportPolicy")))]));
    }

    [Theory]
    [InlineData("backup:DeleteBackupVault", "arn:aws:backup:us-east-1:222222222222:backup-vault:another")]
    [InlineData("backup:CreateBackupVault", "arn:aws:backup:us-east-1:111111111111:backup-vault:payroll-Vault")]
    [InlineData("iam:PassRole", "arn:aws:iam::222222222222:role/Administrator")]
    [InlineData("ssm:GetParameter", "arn:aws:ssm:us-east-1:222222222222:parameter/password")]
    [InlineData("rds:DeleteDBSnapshot", "arn:aws:rds:us-east-1:222222222222:snapshot:before-the-release")]
    [InlineData("backup:DeleteRecoveryPoint", "arn:aws:ec2:us-east-1::image/ami-1")]
    [InlineData("iam:CreateServiceLinkedRole", "arn:aws:iam::222222222222:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS")]
    [InlineData("kms:Decrypt", "arn:aws:kms:us-east-1:222222222222:key/1")]
    public void What_is_somebody_elses_stays_so(string action, string resource)
    {
        var context = Context(("iam:PassedToService", "backup.amazonaws.com"), ("kms:ResourceAliases", "alias/aws/rds"), ("kms:ViaService", "backup.us-east-1.amazonaws.com"), ("kms:GrantIsForAWSResource", "true"));

        Assert.False(IamPolicy.OfRole(PermissionsPage.RolePolicy).Allows(action, resource, context));
    }

    [Theory]
    [InlineData("kms:Decrypt", "backup.us-east-1.amazonaws.com", "", "", true)]
    [InlineData("kms:Decrypt", "", "", "", false)]
    [InlineData("kms:Decrypt", "secretsmanager.us-east-1.amazonaws.com", "", "", false)]
    [InlineData("kms:GenerateDataKey", "", "", "", false)]
    [InlineData("kms:RetireGrant", "", "", "", false)]
    [InlineData("kms:CreateGrant", "backup.us-east-1.amazonaws.com", "true", "aws:backup:backup-vault", true)]
    [InlineData("kms:CreateGrant", "", "false", "", false)]
    [InlineData("kms:CreateGrant", "backup.us-east-1.amazonaws.com", "false", "aws:backup:backup-vault", false)]
    [InlineData("kms:CreateGrant", "rds.us-east-1.amazonaws.com", "true", "aws:backup:backup-vault", false)]
    [InlineData("kms:CreateGrant", "backup.us-east-1.amazonaws.com", "true", "aws:rds:db-id", false)]
    public void The_keys_of_the_sets_are_for_AWS_Backup_and_the_role_itself_decrypts_nothing(string action, string via, string isForService, string contextKey, bool isAllowed)
    {
        var context = Context(("kms:ResourceAliases", "alias/payroll-key"), ("kms:ViaService", via), ("kms:GrantIsForAWSResource", isForService), ("kms:EncryptionContextKeys", contextKey));

        Assert.Equal(isAllowed, IamPolicy.OfRole(PermissionsPage.RolePolicy).Allows(action, "arn:aws:kms:us-east-1:222222222222:key/mrk-1", context));
    }

    [Fact]
    public void A_policy_that_asks_what_is_not_simulated_is_refused()
    {
        var error = Assert.Throws<SimulatedException>(static () => IamPolicy.OfRole("""{"Statement":{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"222222222222"}}}}"""));

        Assert.Equal("NotImplemented", error.ErrorType);
    }

    [Fact]
    public async Task A_plan_document_in_a_SecureString_is_decrypted_as_that_parameter_alone()
    {
        await using var scene = await Scene.StartAsync();
        var key = scene.Simulator.Kms.AddKey(Scene.AccountId, Scene.Primary);
        scene.Simulator.Ssm.RemoveParameter(Scene.AccountId, Scene.Primary, "/backupprocess/backupplan");
        using (var ssm = await scene.Other().SsmAsync())
        {
            await ssm.PutParameterAsync(new PutParameterRequest { Name = "/backupprocess/backupplan", Value = SamplePlan.Document, Type = ParameterType.SecureString, KeyId = key }, Token);
        }

        scene.Simulator.Sts.SetRole(Scene.AccountId, Role, new SimulatedRole { Permissions = IamPolicy.OfRole(PermissionsPage.RolePolicy) });
        var whole = await scene.DeployAsync();
        scene.Simulator.Sts.SetRole(Scene.AccountId, Role, new SimulatedRole { Permissions = IamPolicy.OfRole(PermissionsPage.RolePolicy.Replace("parameter/backupprocess/backupplan\"\n        }", "parameter/another\"\n        }", StringComparison.Ordinal)) });
        var another = await scene.DeployAsync();

        Done(whole);
        Assert.Contains($"is denied kms:Decrypt on {key}", another.Failure?.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(IEnumerable<JsonObject> statements) =>
        statements.Select(static statement => $"{statement["Sid"]}: {string.Join(", ", TemplateStatements.Actions(statement))} on {TemplateStatements.ResourcesOf(statement).Count}, {string.Join(", ", ConditionsOf(statement))}");

    private static IEnumerable<string> ConditionsOf(JsonObject statement) =>
        (statement["Condition"]?.AsObject() ?? []).SelectMany(static group => group.Value!.AsObject().Select(condition => $"{group.Key} {condition.Key}"));

    private static PolicyContext Context(params (string Key, string Value)[] values) =>
        new(values.Where(static value => value.Value.Length > 0).ToDictionary(static value => value.Key, static value => (IReadOnlyList<string>)[value.Value], StringComparer.OrdinalIgnoreCase));

    private static async Task MakeCentralVaultAsync(Scene scene)
    {
        using var backup = await new OtherWriter(scene.Simulator, CentralAccount, Scene.Primary).ClientAsync();
        await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = "Central", EncryptionKeyArn = scene.Simulator.Kms.AddKey(CentralAccount, Scene.Primary) }, Token);
    }

    private static async Task PlansAsync(Scene scene)
    {
        var options = new DeploymentOptions { VaultAccessPolicy = VaultAccessPolicy.Protect };
        Done(await scene.DeployAsync());
        Done(await scene.DeployAsync(options with { DeleteAfterDays = 400, ResourceTypes = ["RDS"] }));
        Done(await scene.CompareAsync(options));
        Assert.Equal("CentralVaultPolicyMissing", (await scene.DeployAsync(options with { CentralVaultArn = Central })).Failure!.ErrorId);
        Done(await scene.GetAsync("p*"));
        Done(await scene.Engine.LockAsync(scene.Target, new VaultLockOptions { MinRetentionDays = 1 }, scene.Observer, Token));
        Done(await scene.Engine.LockAsync(scene.Target, new VaultLockOptions { Remove = true }, scene.Observer, Token));
        Done(await scene.Engine.NotifyAsync(scene.Target, new NotificationOptions { TopicName = "backups" }, scene.Observer, Token));
        Done(await scene.Engine.NotifyAsync(scene.Target, new NotificationOptions { Remove = true }, scene.Observer, Token));
    }

    private static async Task ReadingAsync(Scene scene)
    {
        var checks = await scene.Engine.TestAsync(scene.Target, new(), scene.Observer, Token);
        Done(checks);
        Assert.All(checks.Result!.Where(static check => check.Check is "KeyUsableBySession"), static check => Assert.Equal(AccountCheckStatus.Information, check.Status));
        Assert.DoesNotContain(checks.Result!, static check => check.Status is AccountCheckStatus.NotRead || (check.Status is AccountCheckStatus.Failed && check.Check.StartsWith("Permissions", StringComparison.Ordinal)));
        scene.AddPoints(Scene.Primary, 1);
        scene.Simulator.Backup.AddRecoveryPoint(
            Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], CreationDate = scene.Simulator.World.Now.AddDays(-60) });
        var all = scene.Target with { AbsName = "*", CopyRegionsAreDefault = true };
        Done(await scene.Engine.GetProtectionAsync(all, new ProtectionQuery(), scene.Observer, Token));
        Done(await scene.Engine.FindRecoveryPointsAsync(all, new RecoveryPointQuery(), new CollectingSink(), scene.Observer, Token));
        var report = await scene.Engine.ReportComplianceAsync(all, new ComplianceOptions(), scene.Observer, Token);
        Done(report);
        Assert.DoesNotContain(report.Result!.Findings, static finding => finding.Status is "ERROR");
        Done(await scene.Engine.FindJobsAsync(scene.Target with { CopyRegionsAreDefault = true }, new JobQuery(), new CollectingSink(), scene.Observer, Token));
    }

    private static async Task JobsAsync(Scene scene, AmazonBackupClient backup)
    {
        IReadOnlyList<NamedPoint> points = [new(scene.AddPoints(Scene.Primary, 1)[0], Scene.VaultName, "again")];
        Done(await scene.Engine.StartBackupsAsync(scene.Target, [], new(), new CollectingSink(), scene.Observer, Token));
        Done(await scene.Engine.StartCopiesAsync(scene.Target with { CopyRegionsAreDefault = true }, points, new(), new CollectingSink(), scene.Observer, Token));
        Done(await scene.Engine.StartRestoresAsync(scene.Target, points, new(), new CollectingSink(), scene.Observer, Token));
        var jobs = await backup.ListBackupJobsAsync(new ListBackupJobsRequest(), Token);
        var copies = await backup.ListCopyJobsAsync(new ListCopyJobsRequest(), Token);
        var restores = await backup.ListRestoreJobsAsync(new ListRestoreJobsRequest(), Token);
        IReadOnlyList<WaitedJob> waited = [new(null, jobs.BackupJobs[0].BackupJobId), new(null, copies.CopyJobs[0].CopyJobId), new(null, restores.RestoreJobs[0].RestoreJobId)];
        Done(await scene.Engine.WaitForJobsAsync(scene.Target, waited, null, new CollectingSink(), scene.Observer, Token));
    }

    private static async Task AuditsAsync(Scene scene)
    {
        scene.Simulator.Config.SetRecorder(Scene.AccountId, Scene.Primary, new ConfigRecording(IsRecording: true));
        scene.Simulator.Config.SetRecorder(Scene.AccountId, Scene.Copy, new ConfigRecording(IsRecording: true));
        scene.Simulator.S3.AddBucket(Scene.AccountId, Scene.Primary, Bucket);
        var options = new AuditOptions { BucketName = Bucket };
        var changed = CompliancePolicy.Parse("""{ "controls": { "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK": { "parameters": { "requiredRetentionDays": 90 } } } }""");
        Done(await scene.Engine.AuditAsync(scene.Target, options, scene.Observer, Token));
        Done(await scene.Engine.ReportAuditAsync(scene.Target with { CopyRegions = [] }, new AuditReportOptions(), new CollectingSink(), scene.Observer, Token));
        Done(await scene.Engine.GetAuditAsync(scene.Target, "ABS", scene.Observer, Token));
        Done(await scene.Engine.AuditAsync(scene.Target, options with { Prefix = "elsewhere", Policy = changed }, scene.Observer, Token));
        Done(await scene.Engine.RemoveAuditAsync(scene.Target, options, scene.Observer, Token));
    }

    private static async Task RemovalAsync(Scene scene, AmazonBackupClient others)
    {
        var target = scene.Target with { CopyRegions = ["us-west-2"], CopyRegionsAreDefault = true };
        var options = new TeardownOptions { ContinuousBackup = ContinuousBackupRemoval.Disassociate };
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = scene.Account.DatabaseArns[0], IsContinuous = true });
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Copy, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = $"arn:aws:rds:{Scene.Primary}:{Scene.AccountId}:cluster:orders" });
        var hold = (await others.CreateLegalHoldAsync(new CreateLegalHoldRequest { Title = "Case 4711", Description = "for a test" }, Token)).LegalHoldId;
        await scene.Engine.RemoveAsync(target, options, scene.Observer, Token);
        await others.CancelLegalHoldAsync(new CancelLegalHoldRequest { LegalHoldId = hold, CancelDescription = "over" }, Token);
        var removed = await scene.Engine.RemoveAsync(target, options, scene.Observer, Token);
        Done(removed);
        Assert.Equal(RemovalStatus.Removed, removed.Result!.Status);
    }

    private static void Done<T>(WorkOutcome<T> outcome)
        where T : class => Assert.True(outcome.Failure is null, $"{outcome.Failure?.Message} {outcome.Failure?.Remedy}");
}
