using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Backup;

namespace AwsBackupPlan.Engine.Tests.Monitoring.OnDemand;

public sealed class RestoreStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_is_made_as_the_backup_has_it_and_as_the_options_say()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var options = new RestoreStartOptions
        {
            DBInstanceClass = "db.r6g.large",
            DBSubnetGroupName = "drill",
            VpcSecurityGroupIds = ["sg-1", "sg-2"],
            MultiAZ = true,
            PubliclyAccessible = true,
            Metadata = new Dictionary<string, object?>(StringComparer.Ordinal) { ["port"] = 3307, ["DeletionProtection"] = true },
        };

        var job = Assert.Single((await StartRun.RestoresAsync(scene, [Point(scene, "again")], options)).Started().Jobs);

        Assert.Equal((BackupJobType.Restore, Scene.AbsName, scene.Account.DatabaseArns[0], Scene.VaultName), (job.JobType, job.AbsName, job.ResourceArn, job.VaultName));
        var metadata = await MetadataAsync(scene, job);
        Assert.Equal(
            ("again", "db.r6g.large", "drill", """["sg-1","sg-2"]""", "true", "true", "3307", "true"),
            (metadata["DBInstanceIdentifier"], metadata["DBInstanceClass"], metadata["DBSubnetGroupName"], metadata["VpcSecurityGroupIds"], metadata["MultiAZ"], metadata["PubliclyAccessible"], metadata["Port"], metadata["DeletionProtection"]));
        Assert.Equal("mysql", metadata["Engine"]);
        Assert.Empty(metadata.Keys.Intersect(["AvailabilityZone", "DBName", "port"], StringComparer.Ordinal));
        scene.Simulator.World.Advance(TimeSpan.FromHours(1));
        Assert.Equal("available", scene.Simulator.Rds.StateOf("arn:aws:rds:us-east-1:222222222222:db:again").Status);
    }

    [Fact]
    public async Task What_was_public_is_restored_private()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        (await StartRun.RestoresAsync(scene, [Point(scene, "open")], new() { PubliclyAccessible = true })).Started();
        scene.Simulator.World.Advance(TimeSpan.FromHours(1));
        (await StartRun.BackupsAsync(scene, ["open"])).Started();
        scene.Simulator.World.Advance(TimeSpan.FromHours(1));
        using var backup = await scene.Other().ClientAsync();
        var point = (await backup.ListRecoveryPointsByResourceAsync(new ListRecoveryPointsByResourceRequest { ResourceArn = "arn:aws:rds:us-east-1:222222222222:db:open" }, Token)).RecoveryPoints[0].RecoveryPointArn;
        var known = (await backup.GetRecoveryPointRestoreMetadataAsync(new GetRecoveryPointRestoreMetadataRequest { BackupVaultName = Scene.VaultName, RecoveryPointArn = point }, Token)).RestoreMetadata;

        var run = (await StartRun.RestoresAsync(scene, [new NamedPoint(point, Scene.VaultName, "shut")])).Started();

        Assert.Equal("true", known["PubliclyAccessible"]);
        Assert.Equal("false", (await MetadataAsync(scene, run.Jobs[0]))["PubliclyAccessible"]);
    }

    [Fact]
    public async Task A_copy_is_restored_without_what_the_other_Region_alone_has_and_says_so()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var point = new NamedPoint(scene.AddPoints(Scene.Copy, 1)[0], Scene.VaultName, "moved");
        var target = scene.Target with { Region = Scene.Copy, CopyRegions = [] };

        var run = (await StartRun.RestoresAsync(scene, [point], target: target)).Started();
        var placed = (await StartRun.RestoresAsync(scene, [point with { Identifier = "placed" }], new() { DBSubnetGroupName = "drill", VpcSecurityGroupIds = ["sg-2"] }, target: target)).Started();

        using var backup = await scene.Other(Scene.Copy).ClientAsync();
        var (moved, there) = (await UsedAsync(run), await UsedAsync(placed));
        Assert.Empty(moved.Keys.Intersect(["DBSubnetGroupName", "VpcSecurityGroupIds", "OptionGroupName", "DBParameterGroupName", "AvailabilityZone"], StringComparer.Ordinal));
        Assert.Equal(("drill", """["sg-2"]"""), (there["DBSubnetGroupName"], there["VpcSecurityGroupIds"]));
        Assert.Contains(scene.Observer.Warnings, static warning => warning.Contains("is a copy of a database of us-east-1", StringComparison.Ordinal) && warning.Contains("sg-0default", StringComparison.Ordinal));

        async Task<Dictionary<string, string>> UsedAsync(StartRun started) =>
            (await backup.GetRestoreJobMetadataAsync(new GetRestoreJobMetadataRequest { RestoreJobId = started.Jobs[0].JobId }, Token)).Metadata;
    }

    [Fact]
    public async Task What_cannot_be_restored_is_told_each_by_itself_and_nothing_is_written_over()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var good = Point(scene, "again");

        var run = await StartRun.RestoresAsync(scene, [good, Point(scene, "PAYROLL-DB-2"), Point(scene, "twice"), Point(scene, "Twice"), Point(scene, "gone") with { RecoveryPointArn = good.RecoveryPointArn + "-gone" }]);

        Assert.Equal(good.RecoveryPointArn, Assert.Single(run.Jobs).RecoveryPointArn);
        Assert.Equal(["RecoveryPointNotFound", "DatabaseExists", "IdentifierNotUnique", "IdentifierNotUnique"], run.Failures.Select(static failure => failure.ErrorId));
        Assert.Contains("There is a database payroll-db-2 in us-east-1 of account 222222222222", run.Failures[1].Message, StringComparison.Ordinal);
        Assert.Equal("StartRestoreJob", scene.Writes());
    }

    [Fact]
    public async Task A_cluster_is_restored_and_the_command_that_makes_its_instance_is_told()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();

        var observer = new RecordingObserver();

        var run = (await StartRun.RestoresAsync(scene, [Point(scene, "again", database: 2)], observer: observer)).Started();

        var metadata = await MetadataAsync(scene, run.Jobs[0]);
        Assert.Equal("again", metadata["DBClusterIdentifier"]);
        Assert.DoesNotContain("PubliclyAccessible", metadata.Keys, StringComparer.Ordinal);
        Assert.EndsWith(
            "aws rds create-db-instance --db-instance-identifier again-1 --db-cluster-identifier again --db-instance-class db.t4g.medium --engine aurora-mysql --no-publicly-accessible --region us-east-1",
            observer.Warnings.First(),
            StringComparison.Ordinal);
        var refused = await StartRun.RestoresAsync(scene, [Point(scene, "other", database: 2)], new() { MultiAZ = true });
        Assert.Contains("has no -MultiAZ", Assert.Single(refused.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_continuous_backup_is_restored_to_a_time_within_what_it_reaches()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var point = Point(scene, "latest", isContinuous: true);
        scene.Time.Advance(TimeSpan.FromDays(2));
        var now = scene.Simulator.World.Now;

        var latest = (await StartRun.RestoresAsync(scene, [point])).Started();
        var then = (await StartRun.RestoresAsync(scene, [point with { Identifier = "then" }], new() { PointInTime = now.AddHours(-3) })).Started();
        var given = (await StartRun.RestoresAsync(scene, [point with { Identifier = "given" }], new() { Metadata = new Dictionary<string, object?>(StringComparer.Ordinal) { ["RestoreTime"] = now.AddHours(-3) } })).Started();
        var early = await StartRun.RestoresAsync(scene, [point with { Identifier = "early" }], new() { PointInTime = now.AddDays(-9) });
        var late = await StartRun.RestoresAsync(scene, [point with { Identifier = "late" }], new() { PointInTime = now.AddDays(1) });
        var snapshot = await StartRun.RestoresAsync(scene, [Point(scene, "snapshot")], new() { PointInTime = now.AddHours(-3) });

        Assert.Equal("true", (await MetadataAsync(scene, latest.Jobs[0]))["UseLatestRestorableTime"]);
        foreach (var run in new[] { then, given })
        {
            var metadata = await MetadataAsync(scene, run.Jobs[0]);
            Assert.Equal(now.AddHours(-3).ToString("yyyy-MM-ddTHH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), metadata["RestoreTime"]);
            Assert.DoesNotContain("UseLatestRestorableTime", metadata.Keys, StringComparer.Ordinal);
        }

        Assert.Equal(["PointInTimeOutsideWindow", "PointInTimeOutsideWindow", "NotContinuous"], new[] { early, late, snapshot }.Select(static run => Assert.Single(run.Failures).ErrorId));
        Assert.Contains("it reaches from ", early.Failures[0].Message, StringComparison.Ordinal);
        scene.Simulator.World.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, scene.Simulator.Backup.CountJobs(Scene.AccountId, Scene.Primary, JobKind.Restore, "COMPLETED"));
    }

    [Fact]
    public async Task WhatIf_shows_the_metadata_without_passwords_and_writes_nothing()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var observer = new RecordingObserver(Decision.WhatIf);
        var options = new RestoreStartOptions { DBInstanceClass = "db.r6g.large", Metadata = new Dictionary<string, object?>(StringComparer.Ordinal) { ["TdeCredentialPassword"] = "hidden-word" } };

        var run = await StartRun.RestoresAsync(scene, [Point(scene, "again")], options, observer);

        Assert.Equal(("to be started", 0), (run.Outcome.Result, run.Jobs.Count));
        var step = Assert.Single(Assert.Single(observer.Questions).Steps);
        Assert.StartsWith("Restore payroll-db-1 as again, with AllocatedStorage=", step.Action, StringComparison.Ordinal);
        Assert.Contains("DBInstanceClass=db.r6g.large, DBInstanceIdentifier=again,", step.Action, StringComparison.Ordinal);
        Assert.Contains("PubliclyAccessible=false", step.Action, StringComparison.Ordinal);
        Assert.Contains("TdeCredentialPassword=(not shown)", step.Action, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", step.Action, StringComparison.Ordinal);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task A_token_makes_a_repetition_known()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var point = Point(scene, "again");

        var runs = new List<StartRun>();
        for (var time = 0; time < 2; time++)
        {
            runs.Add((await StartRun.RestoresAsync(scene, [point], new() { IdempotencyToken = "drill" })).Started());
        }

        scene.Simulator.World.Advance(TimeSpan.FromHours(1));
        Assert.Equal("available", scene.Simulator.Rds.StateOf("arn:aws:rds:us-east-1:222222222222:db:again").Status);
        runs.Add((await StartRun.RestoresAsync(scene, [point], new() { IdempotencyToken = "drill" })).Started());

        Assert.Single(runs.Select(static run => run.Jobs[0].JobId).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, scene.Simulator.Backup.CountJobs(Scene.AccountId, Scene.Primary, JobKind.Restore));
    }

    [Theory]
    [InlineData("PubliclyAccessible", null)]
    [InlineData("PubliclyAccessible", "")]
    [InlineData("PubliclyAccessible", "yes")]
    [InlineData("publiclyaccessible", " ")]
    [InlineData("Port", null)]
    [InlineData("VpcSecurityGroupIds", new string[0])]
    [InlineData("VpcSecurityGroupIds", new[] { "sg-1", "" })]
    public void A_name_of_the_metadata_without_a_value_is_found_before_any_call(string name, object? value) =>
        Assert.Equal("Metadata", Assert.Single(StartOptionsValidator.Validate(new RestoreStartOptions { Metadata = new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value } })).ParameterName);

    [Theory]
    [InlineData("Nope", "'Nope' is no name that a restore of a database knows. It knows AdditionalStorageVolumes, ")]
    [InlineData("DBSubnetGroup", "Did you mean DBSubnetGroupName?")]
    [InlineData("VpcSecurityGroupId", "Did you mean VpcSecurityGroupIds?")]
    [InlineData("", "'' is no name")]
    public void A_name_of_the_metadata_that_no_restore_knows_is_found_before_any_call(string name, string message) =>
        Assert.Contains(message, Assert.Single(StartOptionsValidator.Validate(new RestoreStartOptions { Metadata = new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = "1" } })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Every_name_that_a_backup_tells_of_its_database_can_be_given()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        using var backup = await scene.Other().ClientAsync();

        foreach (var database in scene.Account.DatabaseArns)
        {
            var point = scene.Simulator.Backup.AddRecoveryPoints(Scene.AccountId, Scene.Primary, [new() { VaultName = Scene.VaultName, ResourceArn = database }])[0];
            var known = (await backup.GetRecoveryPointRestoreMetadataAsync(new() { BackupVaultName = Scene.VaultName, RecoveryPointArn = point }, TestContext.Current.CancellationToken)).RestoreMetadata;

            Assert.NotEmpty(known);
            Assert.Empty(StartOptionsValidator.Validate(new RestoreStartOptions { Metadata = known.ToDictionary(static pair => pair.Key, static pair => (object?)(pair.Key is "PubliclyAccessible" ? "false" : "1"), StringComparer.Ordinal) }));
        }
    }

    [Fact]
    public void A_class_begins_with_db_and_a_name_is_there_once()
    {
        var metadata = new Dictionary<string, object?>(StringComparer.Ordinal) { ["Port"] = 1, ["port"] = 2 };

        Assert.Equal(["Metadata", "DBInstanceClass"], StartOptionsValidator.Validate(new RestoreStartOptions { DBInstanceClass = "r6g.large", Metadata = metadata }).Select(static fault => fault.ParameterName));
    }

    [Fact]
    public async Task What_will_be_public_is_warned_of_before_it_is_confirmed()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var (open, shut, cluster) = (new RecordingObserver(), new RecordingObserver(), new RecordingObserver(Decision.WhatIf));

        var run = (await StartRun.RestoresAsync(scene, [Point(scene, "open")], new() { Metadata = new Dictionary<string, object?>(StringComparer.Ordinal) { ["publiclyAccessible"] = "TRUE" } }, open)).Started();
        await StartRun.RestoresAsync(scene, [Point(scene, "shut")], new() { PubliclyAccessible = true, Metadata = new Dictionary<string, object?>(StringComparer.Ordinal) { ["PubliclyAccessible"] = false } }, shut);
        await StartRun.RestoresAsync(scene, [Point(scene, "aurora", database: 2)], new() { PubliclyAccessible = true }, cluster);

        Assert.Equal("true", (await MetadataAsync(scene, run.Jobs[0]))["PubliclyAccessible"]);
        Assert.StartsWith("open will be PUBLIC", open.Warnings.First(), StringComparison.Ordinal);
        Assert.DoesNotContain(shut.Warnings, static warning => warning.Contains("PUBLIC", StringComparison.Ordinal));
        Assert.StartsWith("aurora will be PUBLIC", Assert.Single(cluster.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_that_share_a_name_none_begins_also_when_all_but_one_cannot()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var good = Point(scene, "again");

        var run = await StartRun.RestoresAsync(scene, [good, good with { RecoveryPointArn = good.RecoveryPointArn + "-gone", Identifier = "AGAIN" }]);
        var other = await StartRun.RestoresAsync(scene, [good], new() { SharedIdentifiers = ["Again"] });

        Assert.Equal(["RecoveryPointNotFound", "IdentifierNotUnique"], run.Failures.Select(static failure => failure.ErrorId));
        Assert.Equal("IdentifierNotUnique", Assert.Single(other.Failures).ErrorId);
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task Several_are_confirmed_in_a_line_each_with_what_is_not_as_it_was()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var observer = new RecordingObserver();

        (await StartRun.RestoresAsync(scene, [Point(scene, "one"), Point(scene, "two", database: 1)], new() { DBSubnetGroupName = "drill" }, observer)).Started();

        Assert.Equal(
            "Start 2 restore jobs:\nRestore payroll-db-1 as one, with DBSubnetGroupName=drill, PubliclyAccessible=false\nRestore payroll-db-2 as two, with DBSubnetGroupName=drill, PubliclyAccessible=false",
            Assert.Single(observer.Questions).Question);
        Assert.Contains("no plan that selects by tags takes one, two once restored", Assert.Single(observer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_continuous_backup_that_has_just_begun_says_that_nothing_can_be_restored_yet()
    {
        await using var scene = await Scene.StartAsync();
        await scene.DeployedAsync();
        var point = new NamedPoint(
            scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = "arn:aws:rds:us-east-1:222222222222:db:gone", IsContinuous = true, DeleteAfterDays = 7 }),
            Scene.VaultName,
            "again");

        var run = await StartRun.RestoresAsync(scene, [point], new() { PointInTime = scene.Simulator.World.Now.AddHours(-1) });

        Assert.StartsWith("Nothing can be restored from ", Assert.Single(run.Failures).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("again")]
    [InlineData("Again-1")]
    [InlineData("1again", "DBInstanceIdentifier")]
    [InlineData("again-", "DBInstanceIdentifier")]
    [InlineData("a--b", "DBInstanceIdentifier")]
    [InlineData("a_b", "DBInstanceIdentifier")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234", "DBInstanceIdentifier")]
    [InlineData(null, "DBInstanceIdentifier")]
    public void An_identifier_that_RDS_does_not_take_is_found_before_any_call(string? identifier, string? parameter = null) =>
        Assert.Equal(parameter, StartOptionsValidator.Validate(new NamedPoint("arn", Scene.VaultName, identifier), new RestoreStartOptions()).SingleOrDefault()?.ParameterName);

    private static NamedPoint Point(Scene scene, string identifier, int database = 0, bool isContinuous = false) => new(
        scene.Simulator.Backup.AddRecoveryPoint(Scene.AccountId, Scene.Primary, new SeededRecoveryPoint
        {
            VaultName = Scene.VaultName,
            ResourceArn = scene.Account.DatabaseArns[database],
            IsContinuous = isContinuous,
            DeleteAfterDays = isContinuous ? 7 : null,
        }),
        Scene.VaultName,
        identifier);

    private static async Task<IReadOnlyDictionary<string, string>> MetadataAsync(Scene scene, BackupJobInfo job)
    {
        using var backup = await scene.Other().ClientAsync();
        return (await backup.GetRestoreJobMetadataAsync(new GetRestoreJobMetadataRequest { RestoreJobId = job.JobId }, Token)).Metadata;
    }
}
