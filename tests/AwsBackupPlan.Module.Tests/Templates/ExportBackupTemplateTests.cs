using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Templates;

/// <summary>Export-XacntBackupTemplate, in the engine that users have. It needs no AWS and no keys.</summary>
public sealed class ExportBackupTemplateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("abp-templates-");
    private readonly ModuleSession _session = ModuleSession.Open(endpoint: null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_kinds_go_into_a_folder_under_their_names()
    {
        var run = (await RunAsync("Export-XacntBackupTemplate All . -AbsName payroll -PassThru | ForEach-Object { $_.Name }")).Succeeded();

        string[] names = ["Master.yaml", "Target.yaml", "KeyReplica.yaml", "Notifications.yaml", "CentralVault.yaml", "DemoDatabase.yaml", "StackSet.yaml", "OrganizationBackupPolicy.json"];
        Assert.Equal(names, run.OutputOf<string>());
        Assert.Equal(names.Order(StringComparer.Ordinal), Names());
        Assert.All(_folder.GetFiles(), static file => Assert.InRange(file.Length, 1_000, 100_000));
    }

    [Fact]
    public async Task What_the_parameters_say_is_what_a_deployment_finds_as_its_defaults()
    {
        (await RunAsync("Export-XacntBackupTemplate Target target.yaml -AbsName payroll -TagKey Team -RoleName R -BackupRoleName B -CallerArn arn:aws:iam::111111111111:role/a, arn:aws:iam::111111111111:role/b -PlanParameterName /x/y -KeyAlias alias/k")).Succeeded();

        var text = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "target.yaml"), Token);
        Assert.All(
            (string[])["payroll", "Team", "R", "B", "arn:aws:iam::111111111111:role/a,arn:aws:iam::111111111111:role/b", "/x/y", "k"],
            value => Assert.Contains($"    Default: '{value}'\n", text, StringComparison.Ordinal));
        Assert.Contains("\"Team\": \"ABSName\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_document_of_the_users_stands_in_the_template_and_in_the_policy()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "plan.json"), """[{ "Rules": [{ "RuleName": "Nightly", "ScheduleExpression": "cron(30 1 ? * * *)", "Lifecycle": { "DeleteAfterDays": 77 } }] }]""", Token);

        (await RunAsync("Export-XacntBackupTemplate Target, OrganizationBackupPolicy -PlanPath plan.json -Region eu-west-1 -CopyRegion eu-central-1")).Succeeded();

        Assert.Contains("\"RuleName\": \"Nightly\"", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "Target.yaml"), Token), StringComparison.Ordinal);
        var policy = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "OrganizationBackupPolicy.json"), Token);
        Assert.Contains("arn:aws:backup:eu-central-1:$account:backup-vault:backup-demo-Vault", policy, StringComparison.Ordinal);
        Assert.Contains("\"77\"", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_writes_nothing_and_says_what_it_would()
    {
        var run = (await RunAsync("Export-XacntBackupTemplate Target, Master -WhatIf")).Succeeded();

        Assert.Contains("Write the template Target", run.HostText, StringComparison.Ordinal);
        Assert.Contains("Master.yaml", run.HostText, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    [Theory]
    [InlineData("Target none/target.yaml", "Path: ", "There is no such folder.")]
    [InlineData("Target, KeyReplica there.yaml", "Path: ", "Several kinds go into a folder that is there")]
    [InlineData("Target, KeyReplica new.yaml", "Path: ", "Several kinds go into a folder that is there")]
    [InlineData("Target *.yaml", "Path: '*.yaml': ", "in which * and ? stand for nothing")]
    [InlineData("Target -CopyRegion ''", "CopyRegion: ", "is not a Region")]
    [InlineData("Target -RoleName AWSBackup-Custom", "RoleName: ", "They are two roles")]
    [InlineData("All -PlanPath large.json", "PlanPath: 'large.json': ", "Or leave the kind OrganizationBackupPolicy out: -Kind Master, Target, KeyReplica, Notifications, CentralVault, DemoDatabase, StackSet.")]
    [InlineData("Target there.yaml -NoClobber", "Path: ", "there.yaml': It exists, and -NoClobber is given. Leave -NoClobber out to have it replaced, or name another place with -Path.")]
    [InlineData("Target -AbsName \"a'b\"", "AbsName: ", "is not an ABS name")]
    [InlineData("Target -CallerArn *", "CallerArn: ", "nobody by a wildcard")]
    [InlineData("Target -PlanPath wrong.json", "PlanPath: 'wrong.json': ", "$.Rules[0].ScheduleExpresion")]
    [InlineData("Target, OrganizationBackupPolicy -PlanPath scan.json", "PlanPath: 'scan.json': ", "A backup policy of AWS Organizations cannot say that.")]
    [InlineData("Target -Region us-east-2", "CopyRegion: ", "is the primary Region")]
    public async Task Where_something_is_wrong_nothing_is_written_and_that_is_told(string parameters, string parameter, string message)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "there.yaml"), "before", Token);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "wrong.json"), """{ "Rules": [{ "ScheduleExpresion": "cron(0 5 ? * * *)" }] }""", Token);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "scan.json"), """{ "Rules": [{ "ScanActions": [{ "MalwareScanner": "GUARDDUTY", "ScanMode": "FULL_SCAN" }] }] }""", Token);

        var rules = string.Join(',', Enumerable.Range(1, 10).Select(static number => $$"""{ "RuleName": "Rule{{number}}", "Lifecycle": { "DeleteAfterDays": 30 }, "RecoveryPointTags": { "A": "{{new string('a', 240)}}", "B": "{{new string('b', 240)}}" } }"""));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "large.json"), $$"""{ "Rules": [{{rules}}] }""", Token);

        var run = await RunAsync($"Export-XacntBackupTemplate {parameters}");

        var error = Assert.Single(run.Errors);
        Assert.Equal("InvalidParameter", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(parameter, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["large.json", "scan.json", "there.yaml", "wrong.json"], Names());
        Assert.Equal("before", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "there.yaml"), Token));
    }

    [Fact]
    public async Task Which_files_were_written_is_told_with_Verbose()
    {
        var run = (await RunAsync("Export-XacntBackupTemplate Target, KeyReplica -Verbose")).Succeeded();

        Assert.Equal(Names().Select(name => $"Wrote '{Path.Combine(_folder.FullName, name)}'.").Order(StringComparer.Ordinal), run.Verbose.Where(static line => line.StartsWith("Wrote ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task No_copy_Regions_are_named_by_the_word_for_it_as_everywhere()
    {
        (await RunAsync("Export-XacntBackupTemplate OrganizationBackupPolicy policy.json -CopyRegion none")).Succeeded();

        Assert.DoesNotContain("copy_actions", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "policy.json"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_stays_a_pipe_and_is_told_as_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");

        var run = await RunAsync("mkfifo pipe.yaml; Export-XacntBackupTemplate Target pipe.yaml; Export-XacntBackupTemplate Target pipe.yaml -NoClobber; sh -c 'test -p pipe.yaml && echo pipe'");

        Assert.Equal(2, run.Errors.Count);
        Assert.All(run.Errors, static error => Assert.Contains("It is a device, a pipe or a socket, or a link to one, and no file.", error.Exception.Message, StringComparison.Ordinal));
        Assert.Equal("pipe", run.Output[^1].BaseObject);
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    private string[] Names() => [.. _folder.GetFiles().Select(static file => file.Name).Order(StringComparer.Ordinal)];

    private Task<ScriptRun> RunAsync(string script)
    {
        _session.Set("folder", _folder.FullName);
        return _session.RunAsync($"Set-Location $folder; {script}");
    }
}
