namespace AwsBackupPlan.Engine.Tests.Accounts.Callers;

/// <summary>The endpoints of single services in the environment.</summary>
public sealed class ServiceEndpointTests
{
    [Fact]
    public async Task The_endpoint_of_each_service_is_honoured_that_of_Amazon_RDS_too()
    {
        await using var scene = await CallerScene.StartAsync();
        var endpoint = scene.Environment["AWS_ENDPOINT_URL"];
        scene.Environment.Remove("AWS_ENDPOINT_URL");
        foreach (var service in (string[])["STS", "BACKUP", "RDS"])
        {
            scene.Environment[$"AWS_ENDPOINT_URL_{service}"] = endpoint;
        }

        await scene.SucceedAsync("AccessKey=AKIALITERAL000000000", "SecretKey=secret", "Databases=yes");

        Assert.Single(scene.Requests("DescribeDBInstances"));
        Assert.Single(scene.Requests("DescribeDBClusters"));
    }

    [Fact]
    public async Task The_endpoint_of_Amazon_RDS_stands_above_the_one_of_all_services()
    {
        await using var scene = await CallerScene.StartAsync();
        await using var other = await CallerScene.StartAsync();
        scene.Environment["AWS_ENDPOINT_URL_RDS"] = other.Simulator.Endpoint.AbsoluteUri;

        // The other one has not issued the session's keys.
        var run = await scene.RunAsync("AccessKey=AKIALITERAL000000000", "SecretKey=secret", "Databases=yes");

        Assert.NotNull(run.ErrorId);
        Assert.Contains(other.Simulator.Requests, static request => request.Service is "rds");
        Assert.DoesNotContain(scene.Simulator.Requests, static request => request.Service is "rds");
    }
}
