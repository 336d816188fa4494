using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Credentials;

/// <summary>
/// Credentials of another module's copy of the AWS SDK, as AWS.Tools hands them over: in a process of its own, in whose default context that copy is loaded before
/// the module is.
/// </summary>
public sealed class OtherSdkTests : CmdletTest
{
    private const string Operator = "arn:aws:iam::333333333333:role/Operator";

    [Theory]
    [InlineData("3.7.402")]
    [InlineData("4.0.3.3")]
    public async Task Long_term_keys_of_another_copy_sign_the_calls(string package)
    {
        var lines = await RunAsync(package, "(New-Sdk 'BasicAWSCredentials' 'AKIAOTHERSDK00000000' 'secret')");

        Assert.Equal(["Amazon.Runtime.BasicAWSCredentials of Default", "Created"], lines);
        Assert.Equal(["AKIAOTHERSDK00000000"], CallersOfSts());
    }

    [Theory]
    [InlineData("3.7.402")]
    [InlineData("4.0.3.3")]
    public async Task Keys_of_a_session_of_another_copy_sign_the_calls_with_its_token(string package)
    {
        // Keys that STS has issued: the simulator checks their signature and token.
        Simulator.Sts.SetRole("333333333333", "Operator", new());
        Simulator.Sts.SetRole(Payroll, "Xacnt_Backup_Role", new() { TrustsManagementAccount = false, TrustedAccounts = ["333333333333"] });
        (await Session.RunAsync($"Get-XacntBackupPlan {Payroll} -RoleArn {Operator}")).Succeeded();
        var session = Assert.Single(Simulator.Sts.IssuedSessions, static session => session.Caller.AccountId is "333333333333");
        Simulator.ClearRequests();

        var lines = await RunAsync(package, $"(New-Sdk 'SessionAWSCredentials' '{session.AccessKeyId}' '{session.SecretAccessKey}' '{session.SessionToken}')");

        Assert.Equal(["Amazon.Runtime.SessionAWSCredentials of Default", "Created"], lines);
        Assert.Equal([session.AccessKeyId], CallersOfSts());
        Assert.All(Simulator.Requests.Where(static request => request.Operation is "AssumeRole"), static request => Assert.Equal("arn:aws:sts::333333333333:assumed-role/Operator/AwsBackupPlan", request.PrincipalArn));
    }

    [Theory]
    [InlineData("3.7.402")]
    [InlineData("4.0.3.3")]
    public async Task Credentials_of_another_copy_that_refresh_themselves_are_read_anew_by_each_command(string package)
    {
        var folder = Directory.CreateTempSubdirectory("abp-refresh-").FullName;
        var (now, next) = (Path.Combine(folder, "now"), Path.Combine(folder, "next"));
        await WriteKeysAsync(now, "AKIAREFRESH000000001");
        await WriteKeysAsync(next, "AKIAREFRESH000000002");
        var program = OperatingSystem.IsWindows() ? $"type {now} & copy /y {next} {now} >nul" : $"cat {now}; cp {next} {now}";

        var lines = await RunAsync(package, $"(New-Sdk 'ProcessAWSCredentials' '{program}')", $"""
            $credential.ClearCredentials()
            (Compare-XacntBackupPlan {Payroll} payroll -Credential $credential -WarningAction SilentlyContinue).Status
            """);
        Directory.Delete(folder, recursive: true);

        Assert.Equal(["Amazon.Runtime.ProcessAWSCredentials of Default", "Created", "InSync"], lines);
        Assert.Equal(["AKIAREFRESH000000001", "AKIAREFRESH000000002"], CallersOfSts());
    }

    private Task<IReadOnlyList<string>> RunAsync(string package, string credential, string then = "") => FreshProcess.RunAsync(Simulator.Endpoint, $$"""
        $other = [Reflection.Assembly]::LoadFrom('{{FreshProcess.Metadata("AWSSDK.Core " + package)}}')
        function New-Sdk { $type, $values = $args; [Activator]::CreateInstance($other.GetType("Amazon.Runtime.$type"), [object[]] @($values)) }
        Import-Module $manifest
        $PSDefaultParameterValues.Remove('*-Xacnt*:AccessKey')
        $PSDefaultParameterValues.Remove('*-Xacnt*:SecretKey')
        $credential = {{credential}}
        '{0} of {1}' -f $credential.GetType().FullName, [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($credential.GetType().Assembly).Name
        (New-XacntBackupPlan {{Payroll}} payroll -Credential $credential -WarningAction SilentlyContinue).Status
        {{then}}
        """);

    private static Task WriteKeysAsync(string file, string accessKey) => File.WriteAllTextAsync(
        file, $$"""{ "Version": 1, "AccessKeyId": "{{accessKey}}", "SecretAccessKey": "secret" }""", TestContext.Current.CancellationToken);

    private string[] CallersOfSts() => [.. Simulator.Requests.Where(static request => request.Operation is "AssumeRole").Select(static request => request.AccessKeyId)];
}
