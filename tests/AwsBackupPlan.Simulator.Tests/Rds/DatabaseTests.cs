using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Rds;

public sealed class DatabaseTests(PythonPeer python)
{
    private const string Account = "111111111111";

    [Fact]
    public async Task An_instance_is_made_with_its_tags_and_becomes_available()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Rds.Creation = TimeSpan.FromHours(1);
        var made = await python.RunAsync(sim, """
            result = client("rds").create_db_instance(
                DBInstanceIdentifier="My-Db", DBInstanceClass="db.t4g.medium", Engine="mysql", AllocatedStorage=20, BackupRetentionPeriod=7,
                Tags=[dict(Key="ABS", Value="a b&<c>"), dict(Key="Other", Value="")])["DBInstance"]
            """);
        Assert.Equal(("my-db", "creating", $"arn:aws:rds:us-east-1:{Account}:db:my-db", false), (
            (string?)made["DBInstanceIdentifier"], (string?)made["DBInstanceStatus"], (string?)made["DBInstanceArn"], (bool?)made["StorageEncrypted"]));
        sim.World.Advance(TimeSpan.FromHours(1));
        var seen = await python.RunAsync(sim, """result = client("rds").describe_db_instances(DBInstanceIdentifier="MY-DB")["DBInstances"][0]""");
        Assert.Equal("available", (string?)seen["DBInstanceStatus"]);
        Assert.NotNull(seen["LatestRestorableTime"]);
        Assert.Equal("a b&<c>", (string?)seen["TagList"]![0]!["Value"]);
        Assert.Equal(string.Empty, (string?)seen["TagList"]![1]!["Value"]);
        var database = Assert.Single(sim.World.Databases(Account, "us-east-1"));
        Assert.Equal(("a b&<c>", "mysql", false), (database.Tags["ABS"], database.Engine, database.IsCluster));
    }

    [Fact]
    public async Task A_cluster_is_made_and_then_its_instances()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey(Account, "us-east-1", "db");
        var cluster = await python.RunAsync(sim, """
            rds = client("rds")
            rds.create_db_cluster(DBClusterIdentifier="main", Engine="aurora-postgresql", MasterUsername="owner", StorageEncrypted=True, KmsKeyId="alias/db")
            for name in ("main-1", "main-2"):
                rds.create_db_instance(DBInstanceIdentifier=name, DBInstanceClass="db.r6g.large", Engine="aurora-postgresql", DBClusterIdentifier="main")
            result = rds.describe_db_clusters(DBClusterIdentifier="arn:aws:rds:us-east-1:111111111111:cluster:main")["DBClusters"][0]
            assert len(rds.describe_db_instances(Filters=[dict(Name="db-cluster-id", Values=["main"])])["DBInstances"]) == 2
            """);
        Assert.Equal(key, (string?)cluster["KmsKeyId"]);
        Assert.Equal(["main-1", "main-2"], cluster["DBClusterMembers"]!.AsArray().Select(static member => (string)member!["DBInstanceIdentifier"]!), StringComparer.Ordinal);
        Assert.Equal([true, false], cluster["DBClusterMembers"]!.AsArray().Select(static member => (bool)member!["IsClusterWriter"]!));
        Assert.Equal(2, sim.World.Databases(Account, "us-east-1").Count(static database => database.ClusterIdentifier is "main"));
    }

    [Fact]
    public async Task Neptune_DocumentDB_and_Multi_AZ_clusters_are_listed_with_the_Aurora_ones()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        foreach (var engine in (string[])["aurora-mysql", "neptune", "docdb", "postgres"])
        {
            sim.Rds.AddCluster(Account, "us-east-1", "of-" + engine, engine: engine);
        }

        var clusters = await python.RunAsync(sim, """result = [[c["Engine"], c["MultiAZ"]] for c in client("rds").describe_db_clusters()["DBClusters"]]""");
        Assert.Equal("""[["aurora-mysql",false],["docdb",false],["neptune",false],["postgres",true]]""", clusters.ToJsonString());
    }

    [Fact]
    public async Task Encryption_without_a_key_takes_the_key_of_RDS_itself()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var result = await python.RunAsync(sim, """
            made = client("rds").create_db_instance(DBInstanceIdentifier="a", DBInstanceClass="db.t4g.medium", Engine="postgres", AllocatedStorage=20, StorageEncrypted=True)
            result = [made["DBInstance"]["KmsKeyId"], client("kms").describe_key(KeyId="alias/aws/rds")["KeyMetadata"]["Arn"]]
            """);
        Assert.Equal((string?)result[1], (string?)result[0]);
    }

    [Fact]
    public async Task Tags_are_added_listed_and_taken_away_by_ARN()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var instance = sim.Rds.AddInstance(Account, "us-east-1", "one", new Dictionary<string, string>(StringComparer.Ordinal) { ["ABS"] = "a" });
        var cluster = sim.Rds.AddCluster(Account, "us-east-1", "two");
        var result = await python.RunAsync(sim, $"""
            rds = client("rds")
            for name in ("{instance}", "{cluster}"):
                rds.add_tags_to_resource(ResourceName=name, Tags=[dict(Key="b", Value="1"), dict(Key="c", Value="2")])
                rds.remove_tags_from_resource(ResourceName=name, TagKeys=["b", "none"])
            result = [[tag["Key"] for tag in rds.list_tags_for_resource(ResourceName=name)["TagList"]] for name in ("{instance}", "{cluster}")]
            """);
        Assert.Equal("""[["ABS","c"],["c"]]""", result.ToJsonString());
        sim.Rds.SetTag(instance, "ABS", null);
        sim.Rds.Remove(cluster);
        Assert.DoesNotContain(sim.World.Databases(Account, "us-east-1"), static database => database.IsCluster || database.Tags.ContainsKey("ABS"));
    }

    [Fact]
    public async Task Instances_are_listed_in_pages()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        for (var number = 0; number < 105; number++)
        {
            sim.Rds.AddInstance(Account, "us-east-1", $"db-{number:000}");
        }

        var pages = await python.RunAsync(sim, """
            sizes = lambda **given: [len(page["DBInstances"]) for page in client("rds").get_paginator("describe_db_instances").paginate(**given)]
            result = [sizes(), sizes(PaginationConfig=dict(PageSize=50))]
            """);
        Assert.Equal("[[100,5],[50,50,5]]", pages.ToJsonString());
        var listed = await AwsCli.JsonAsync(sim, "rds", "describe-db-instances", "--page-size", "20");
        Assert.Equal(105, listed["DBInstances"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("rds.describe_db_instances, DBInstanceIdentifier='none'", "DBInstanceNotFound", 404)]
    [InlineData("rds.describe_db_clusters, DBClusterIdentifier='none'", "DBClusterNotFoundFault", 404)]
    [InlineData("rds.describe_db_instances, MaxRecords=19", "InvalidParameterValue", 400)]
    [InlineData("rds.describe_db_instances, MaxRecords=101", "InvalidParameterValue", 400)]
    [InlineData("rds.describe_db_instances, Marker='nonsense'", "InvalidParameterValue", 400)]
    [InlineData("rds.describe_db_instances, Filters=[dict(Name='colour', Values=['red'])]", "InvalidParameterValue", 400)]
    [InlineData("rds.create_db_instance, DBInstanceIdentifier='taken', DBInstanceClass='c', Engine='mysql', AllocatedStorage=20", "DBInstanceAlreadyExists", 400)]
    [InlineData("rds.create_db_instance, DBInstanceIdentifier='a--b', DBInstanceClass='c', Engine='mysql', AllocatedStorage=20", "InvalidParameterValue", 400)]
    [InlineData("rds.create_db_instance, DBInstanceIdentifier='a' * 64, DBInstanceClass='c', Engine='mysql', AllocatedStorage=20", "InvalidParameterValue", 400)]
    [InlineData("rds.create_db_instance, DBInstanceIdentifier='a', DBInstanceClass='c', Engine='excel', AllocatedStorage=20", "InvalidParameterValue", 400)]
    [InlineData("rds.create_db_instance, DBInstanceIdentifier='a', DBInstanceClass='c', Engine='mysql'", "InvalidParameterCombination", 400)]
    [InlineData("rds.create_db_instance, DBInstanceIdentifier='a', DBInstanceClass='c', Engine='aurora-mysql'", "InvalidParameterCombination", 400)]
    [InlineData("rds.create_db_instance, DBInstanceIdentifier='a', DBInstanceClass='c', Engine='aurora-mysql', DBClusterIdentifier='none'", "DBClusterNotFoundFault", 404)]
    [InlineData("rds.create_db_instance, DBInstanceIdentifier='a', DBInstanceClass='c', Engine='mysql', AllocatedStorage=20, BackupRetentionPeriod=36", "InvalidParameterValue", 400)]
    [InlineData("rds.create_db_instance, DBInstanceIdentifier='a', DBInstanceClass='c', Engine='mysql', AllocatedStorage=20, KmsKeyId='alias/none'", "KMSKeyNotAccessibleFault", 400)]
    [InlineData("rds.create_db_instance, DBInstanceIdentifier='a', DBInstanceClass='c', Engine='mysql', AllocatedStorage=20, Tags=[dict(Key='aws:a', Value='')]", "InvalidParameterValue", 400)]
    [InlineData("rds.create_db_instance, DBInstanceIdentifier='a'", "ValidationError", 400)]
    [InlineData("rds.create_db_cluster, DBClusterIdentifier='taken', Engine='aurora-mysql'", "DBClusterAlreadyExistsFault", 400)]
    [InlineData("rds.create_db_cluster, DBClusterIdentifier='a', Engine='mysql'", "InvalidParameterCombination", 400)]
    [InlineData("rds.delete_db_cluster, DBClusterIdentifier='taken', SkipFinalSnapshot=True", "InvalidDBClusterStateFault", 400)]
    [InlineData("rds.delete_db_instance, DBInstanceIdentifier='taken'", "InvalidParameterCombination", 400)]
    [InlineData("rds.list_tags_for_resource, ResourceName='taken'", "InvalidParameterValue", 400)]
    [InlineData("rds.list_tags_for_resource, ResourceName='arn:aws:rds:us-east-1:111111111111:db:none'", "DBInstanceNotFound", 404)]
    public async Task What_RDS_refuses_is_refused_by_its_name(string call, string code, int status)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Rds.AddInstance(Account, "us-east-1", "taken");
        sim.Rds.AddCluster(Account, "us-east-1", "taken");
        var refusal = await python.RunAsync(sim, $"""
            rds = client("rds")
            result = refusal({call})
            """);
        Assert.Equal((code, status), ((string?)refusal["code"], (int?)refusal["status"]));
    }

    [Fact]
    public async Task Errors_that_the_model_declares_come_as_their_own_types()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refusals = await python.RunAsync(sim, """
            rds = client("rds")
            result = [refusal(rds.describe_db_instances, DBInstanceIdentifier="none")["type"], refusal(rds.describe_db_clusters, DBClusterIdentifier="none")["type"]]
            """);
        Assert.Equal("""["DBInstanceNotFoundFault","DBClusterNotFoundFault"]""", refusals.ToJsonString());
        var (exitCode, _, error) = await AwsCli.RunAsync(sim, "rds", "describe-db-instances", "--db-instance-identifier", "none");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("(DBInstanceNotFound) when calling the DescribeDBInstances operation: DBInstance none not found.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Databases_are_deleted()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Rds.AddInstance(Account, "us-east-1", "one");
        sim.Rds.AddCluster(Account, "us-east-1", "two", members: 1);
        await python.RunAsync(sim, """
            rds = client("rds")
            rds.delete_db_instance(DBInstanceIdentifier="one", SkipFinalSnapshot=True)
            rds.delete_db_instance(DBInstanceIdentifier="two-1")
            rds.delete_db_cluster(DBClusterIdentifier="two", SkipFinalSnapshot=True)
            """);
        Assert.Empty(sim.World.Databases(Account, "us-east-1"));
    }
}
