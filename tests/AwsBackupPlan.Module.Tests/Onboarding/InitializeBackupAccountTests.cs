using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Onboarding;

/// <summary>The cmdlet that gives accounts keys, aliases and the plan parameter.</summary>
public sealed class InitializeBackupAccountTests : CmdletTest
{
    private const string Bare = "400000000001";
    private const string OtherBare = "400000000002";

    [Fact]
    public async Task A_fleet_is_given_all_and_a_second_run_writes_nothing()
    {
        const string Fleet = $"'{Bare}', '{OtherBare}' | Initialize-XacntBackupAccount -AbsName payroll -OptIn";

        var first = (await Session.RunAsync(Fleet)).Succeeded();
        Simulator.ClearRequests();
        var second = (await Session.RunAsync(Fleet)).Succeeded();

        Assert.Equal(["Created", "Created"], Statuses(first));
        Assert.Equal("2 accounts: 2 changed", string.Join('\n', first.Information).Split(" in ")[0]);
        Assert.Equal(["Unchanged", "Unchanged"], Statuses(second));
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task WhatIf_tells_each_thing_and_writes_nothing()
    {
        var run = (await Session.RunAsync($"Initialize-XacntBackupAccount {Bare} payroll -ParameterType SecureString -OptIn -Force -WhatIf")).Succeeded();

        Assert.Equal(["WhatIf"], Statuses(run));
        Assert.Equal(7, run.HostText.Split("What if: ").Length - 1);
        Assert.Contains("\"plan parameter '/backupprocess/backupplan' in account 400000000001, us-east-1\"", run.HostText, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task A_plan_file_goes_into_the_parameter_and_the_plan_is_made_of_it()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await File.WriteAllTextAsync(path, """{ "Rules": [ { "RuleName": "Nightly", "Lifecycle": { "DeleteAfterDays": 30 } } ] }""", TestContext.Current.CancellationToken);
            (await Session.RunAsync($"Initialize-XacntBackupAccount {Bare} payroll -PlanPath '{path}' -ParameterType SecureString -Force")).Succeeded();

            var plan = (await Session.RunAsync($"New-XacntBackupPlan {Bare} payroll | Out-Null; (Get-XacntBackupPlan {Bare} payroll).Rules.RuleName")).Succeeded();

            Assert.Equal(["Nightly"], plan.OutputOf<string>());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task What_was_left_reaches_a_file_of_results()
    {
        (await Session.RunAsync($"Initialize-XacntBackupAccount {Bare} payroll -ParameterType secureString -Force")).Succeeded();

        var run = await Session.RunAsync($$"""Initialize-XacntBackupAccount {{Bare}} payroll -PlanDocument @{ Rules = @(@{ RuleName = 'Other' }) } | ConvertTo-Csv | ConvertFrom-Csv""");

        Assert.Contains("but for the plan document, which was left", (string?)Assert.Single(run.Values("Message")), StringComparison.Ordinal);
        Assert.Contains("-OverwritePlan", (string?)Assert.Single(run.Values("Remedy")), StringComparison.Ordinal);
        Assert.Contains("-OverwritePlan", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alias_of_a_single_Region_key_blocks_with_what_to_do()
    {
        Simulator.Kms.AddKey(Bare, "us-east-1", "payroll-key", multiRegion: false);

        var run = await Session.RunAsync($"Initialize-XacntBackupAccount {Bare} payroll");

        Assert.Equal(["Blocked"], Statuses(run));
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("KeyNotReplica,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"\nInitialize-XacntBackupAccount -AccountId {Bare} -AbsName payroll -Region us-east-1 -CopyRegion us-east-2 -KeyAlias payroll-backup-key\n", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("# $key = aws kms create-key --multi-region", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData("-PlanParameterName '/plan:3'", "no ARN, no version")]
    [InlineData("-PlanDocument '{ \"Rules\": [] }'", "$.Rules")]
    [InlineData("-KeyAlias aws/backup", "KeyAlias")]
    [InlineData("-OverwritePlan", "Give the new one with -PlanPath or -PlanDocument")]
    [InlineData("-PlanParameterName /aws/plan", "AWS keeps for itself")]
    [InlineData("-PlanPath nowhere.json", "nowhere.json")]
    public async Task What_is_wrong_is_told_before_any_call(string parameter, string fault)
    {
        var run = await Session.RunAsync($"try {{ Initialize-XacntBackupAccount {Bare} payroll {parameter} }} catch {{ throw }}");

        Assert.Contains(fault, run.TerminatingError?.Exception.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Simulator.Requests);
    }

    private static IReadOnlyList<string> Statuses(ScriptRun run) => [.. run.Values("Status").Select(static status => $"{status}")];
}
