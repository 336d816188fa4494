using System.Globalization;
using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Credentials;

/// <summary>A profile whose role asks for the code of an MFA device: the host asks the user.</summary>
public sealed class MfaTests : CmdletTest
{
    private const string Device = "arn:aws:iam::111111111111:mfa/operator";
    private const string Both = "@{ AccountId = '200000000001'; AbsName = 'payroll' }, @{ AccountId = '200000000002'; AbsName = 'payroll' } | ";

    [Fact]
    public async Task The_code_is_asked_for_once_on_the_thread_of_the_pipeline()
    {
        var session = OpenMfaSession();
        session.Host.Recording.WillAnswer("123456");

        var run = (await session.RunAsync("[pscustomobject]@{ Thread = [Environment]::CurrentManagedThreadId }; " + Both + "New-XacntBackupPlan")).Succeeded();

        var prompt = Assert.Single(run.Prompts);
        Assert.Contains(Device, prompt.Message, StringComparison.Ordinal);
        Assert.Equal(["MFA code"], prompt.Choices);
        Assert.Equal(Convert.ToInt32(run.Values("Thread").First(static value => value is not null), CultureInfo.InvariantCulture), prompt.ThreadId);
        Assert.Single(Simulator.Requests, static request => request.Operation is "AssumeRole" && request.AccessKeyId is "AKIABASE000000000000");
    }

    [Fact]
    public async Task A_host_that_cannot_ask_ends_the_command_with_one_error_and_no_call()
    {
        var run = await OpenMfaSession().RunAsync($"try {{ {Both} New-XacntBackupPlan }} catch {{ throw }}");

        Assert.StartsWith("MfaNotPossible,", run.TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Device, run.TerminatingError?.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_wrong_code_ends_the_command_with_one_error_and_is_not_asked_for_again()
    {
        var session = OpenMfaSession();
        session.Host.Recording.WillAnswer("654321", "123456");

        var run = await session.RunAsync($"try {{ {Both} New-XacntBackupPlan }} catch {{ throw }}");

        Assert.StartsWith("MfaCodeRefused,", run.TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(run.Prompts);
        Assert.Empty(Writes);
    }

    private ModuleSession OpenMfaSession()
    {
        var file = Path.Combine(Folder.FullName, "credentials");
        File.WriteAllText(file, $"""
            [base]
            aws_access_key_id = AKIABASE000000000000
            aws_secret_access_key = secret
            [mfa]
            role_arn = arn:aws:iam::111111111111:role/Operator
            source_profile = base
            mfa_serial = {Device}

            """);
        Simulator.Sts.SetRole("111111111111", "Operator", new() { Mfa = new(Device, "123456") });
        Session.Set("PSDefaultParameterValues", new System.Management.Automation.DefaultParameterDictionary
        {
            ["*-Xacnt*:EndpointUrl"] = Simulator.Endpoint.ToString(),
            ["*-Xacnt*:ProfileName"] = "mfa",
            ["*-Xacnt*:ProfileLocation"] = file,
        });
        return Session;
    }
}
