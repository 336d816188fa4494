using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Sts;

public sealed class DisabledRegionTests(PythonPeer python)
{
    [Fact]
    public async Task In_a_Region_that_is_off_for_the_account_its_keys_are_not_known_by_any_service()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.World.SetRegionEnabled("222222222222", "eu-south-1", enabled: false);
        const string Script = """
            keys = client("sts").assume_role(RoleArn="arn:aws:iam::222222222222:role/Xacnt_Backup_Role", RoleSessionName="run")["Credentials"]
            def asked(service, region, call, **parameters):
                try:
                    getattr(client(service, region, credentials=keys), call)(**parameters)
                    return ""
                except Exception as error:
                    return error.response["Error"]["Code"]
            result = [asked(service, region, call) for region in ("eu-south-1", "us-east-1") for service, call in (("sts", "get_caller_identity"), ("backup", "list_backup_vaults"), ("kms", "list_keys"))]
            """;

        var off = await python.RunAsync(sim, Script);
        sim.World.SetRegionEnabled("222222222222", "eu-south-1", enabled: true);
        var on = await python.RunAsync(sim, Script);

        Assert.Equal("""["InvalidClientTokenId","UnrecognizedClientException","UnrecognizedClientException","","",""]""", off.ToJsonString());
        Assert.Equal("""["","","","","",""]""", on.ToJsonString());
    }
}
