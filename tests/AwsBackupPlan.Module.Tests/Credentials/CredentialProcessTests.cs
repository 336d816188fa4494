using System.Management.Automation;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Credentials;

/// <summary>A program that is to print the caller's credentials, and does not end.</summary>
public sealed class CredentialProcessTests : CmdletTest
{
    private readonly HangingProgram _program = new();

    [Theory]
    [InlineData("New-XacntBackupPlan 200000000001 payroll")]
    [InlineData("Get-XacntBackupAccount")]
    public async Task Ctrl_C_ends_the_program_too(string command)
    {
        OfferProgram();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var running = Session.RunUntilStoppedAsync(command, stop.Token);
        await _program.StartedAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        var run = await running;
        await _program.EndedAsync(TestContext.Current.CancellationToken);

        Assert.True(run.WasStopped);
        Assert.Empty(Simulator.Requests);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _program.Dispose();
    }

    private void OfferProgram()
    {
        var file = Path.Combine(Folder.FullName, "credentials");
        File.WriteAllText(file, $"[process]\ncredential_process = {_program.CommandLine}\n");
        Session.Set("PSDefaultParameterValues", new DefaultParameterDictionary
        {
            ["*-Xacnt*:EndpointUrl"] = Simulator.Endpoint.ToString(),
            ["*-Xacnt*:ProfileName"] = "process",
            ["*-Xacnt*:ProfileLocation"] = file,
        });
    }
}
