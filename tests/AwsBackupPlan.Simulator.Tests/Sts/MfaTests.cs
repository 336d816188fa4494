using AwsBackupPlan.Simulator.Sts;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Sts;

public sealed class MfaTests(PythonPeer python)
{
    private const string Device = "arn:aws:iam::111111111111:mfa/operator";

    [Fact]
    public async Task A_role_that_asks_for_MFA_opens_to_the_code_once()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Sts.SetRole("111111111111", "Operator", new SimulatedRole { Mfa = new SimulatedMfaDevice(Device, "123456") });

        var result = await python.RunAsync(sim, $"""
            call = client("sts").assume_role
            given = dict(RoleArn="arn:aws:iam::111111111111:role/Operator", RoleSessionName="run")
            result = [
                refusal(call, **given)["code"],
                refusal(call, SerialNumber="{Device}", TokenCode="654321", **given)["message"],
                refusal(call, SerialNumber="{Device}", TokenCode="12345", **given)["code"],
                refusal(call, SerialNumber="{Device}2", TokenCode="123456", **given)["code"],
                call(SerialNumber="{Device}", TokenCode="123456", **given)["AssumedRoleUser"]["Arn"],
                refusal(call, SerialNumber="{Device}", TokenCode="123456", **given)["code"],
            ]
            """);

        Assert.Equal(
            """["AccessDenied","MultiFactorAuthentication failed with invalid MFA one time pass code. ","ValidationError","AccessDenied","arn:aws:sts::111111111111:assumed-role/Operator/run","AccessDenied"]""",
            result.ToJsonString());
    }
}
