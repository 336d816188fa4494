using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task It_says_where_it_listens_and_stays_until_it_is_told_to_stop()
    {
        using var process = Start("--urls", "http://127.0.0.1:0", "--fleet", "2", "--latency-ms", "1", "--page-size", "5", "--delete-seconds", "0.5", "--management-account", "123456789012", "--external-id", "x", "--regions", "us-east-1,us-east-2,us-east-3", "--run-plans", "no", "--throttle", "20/40,sts=0.5");
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("Listening on http://127.0.0.1:", line, StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = new Uri(line!.Split(' ')[2]) };
        Assert.Equal("[]", JsonNode.Parse(await http.GetStringAsync(new Uri("_simulator/requests", UriKind.Relative), TestContext.Current.CancellationToken))!.ToJsonString());
        Assert.False(process.HasExited);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("--fleet", "many", "--help")]
    public async Task Help_names_every_option_service_and_call_that_steers(params string[] arguments)
    {
        using var process = Start(arguments);
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.All(
            [
                "--urls", "--latency-ms", "--page-size", "--delete-seconds", "--fleet", "--management-account", "--throttle", "--external-id", "--regions", "--run-plans", "-h", "-?",
                "sts ", "sso, sso-oauth ", "organizations ", "backup ", "kms, ssm, rds ", "s3 ", "AssumeRoleWithWebIdentity", "IAM Identity Center",
                "/_simulator/requests", "/_simulator/reset", "/_simulator/clock", "/_simulator/latency", "/_simulator/plans", "/_simulator/job-failures", "/_simulator/recovery-points", "/_simulator/continuous-backups",
                "/_simulator/skew", "/_simulator/bucket,", "/_simulator/config-recorder", "/_simulator/databases,", "/_simulator/database-tags", "/_simulator/keys", "DELETE /_simulator/faults",
            ],
            name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--nonsense is no option; --help lists", "--nonsense")]
    [InlineData("--Fleet is no option; --help lists", "--Fleet", "3")]
    [InlineData("3 is no option; --help lists", "3")]
    [InlineData("'ec2' is no service of the simulator; those are backup, config, kms, organizations, rds, s3, ssm, sso, sso-oauth, sts", "--throttle", "20,s3=5,ec2=5")]
    [InlineData("'KMS' is no service of the simulator", "--throttle", "KMS=5")]
    [InlineData("--fleet needs a value", "--fleet")]
    [InlineData("--fleet takes a whole number, not 'many'", "--fleet", "many")]
    [InlineData("--delete-seconds takes a number of seconds, not '-1'", "--delete-seconds", "-1")]
    [InlineData("--management-account takes 12 digits, not '12'", "--management-account", "12")]
    [InlineData("--run-plans takes yes or no, not 'maybe'", "--run-plans", "maybe")]
    [InlineData("'often' is no limit", "--throttle", "often")]
    [InlineData("'0' is no limit", "--throttle", "20/40,sts=0")]
    [InlineData("'10/0' is no limit", "--throttle", "10/0")]
    [InlineData("'1/2/3' is no limit", "--throttle", "backup=1/2/3")]
    [InlineData("'1,2' has two limits for the same calls", "--throttle", "1,2")]
    [InlineData("'kms=1,kms=2' has two limits for the same calls", "--throttle", "kms=1,kms=2")]
    [InlineData("is not an http address on loopback", "--urls", "http://192.0.2.1:80")]
    public async Task A_wrong_option_is_an_error_that_says_so(string message, params string[] arguments)
    {
        using var process = Start(arguments);
        var text = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(SimulatorHost).Assembly.Location, .. arguments])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
