using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Input;

/// <summary>Where the plan document comes from, and what is wrong with it, before any call.</summary>
public sealed class PlanInputTests : CmdletTest
{
    private const string Plan = """{ "BackupPlanName": "BackupPlanName", "Rules": [ { "RuleName": "Nightly", "ScheduleExpression": "cron(0 3 * * ? *)", "Lifecycle": { "DeleteAfterDays": 35 } } ] }""";

    [Fact]
    public async Task A_path_is_relative_to_the_location_of_PowerShell_and_has_no_wildcards()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "plan[1].json"), Plan, TestContext.Current.CancellationToken);
            Session.Set("folder", folder.FullName);

            var run = (await Session.RunAsync("""
                $ExecutionContext.SessionState.Path.SetLocation($folder) | Out-Null
                New-XacntBackupPlan 200000000001 payroll -PlanPath 'plan[1].json'
                """)).Succeeded();

            Assert.Equal("Created", run.Values("Status").Single()?.ToString());
            Assert.Equal(["Nightly"], await RuleNamesAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("@{ BackupPlanName = 'BackupPlanName'; Rules = @(@{ RuleName = 'Nightly'; ScheduleExpression = 'cron(0 3 * * ? *)'; Lifecycle = @{ DeleteAfterDays = 35 } }) }")]
    [InlineData("([ordered]@{ Rules = , [pscustomobject]@{ RuleName = 'Nightly'; EnableContinuousBackup = $false; Lifecycle = @{ DeleteAfterDays = [long]35 } }; BackupPlanName = 'x' })")]
    [InlineData("@(@{ BackupPlanName = 'x'; Rules = @(@{ RuleName = 'Nightly' }) }, @{ Team = 'payments' })")]
    [InlineData("($json | ConvertFrom-Json)")]
    [InlineData("$json")]
    public async Task A_document_is_taken_from(string document)
    {
        Session.Set("json", Plan);

        (await Session.RunAsync($"New-XacntBackupPlan 200000000001 payroll -PlanDocument {document}")).Succeeded();

        Assert.Equal(["Nightly"], await RuleNamesAsync());
    }

    /// <remarks>Only what is terminating is caught.</remarks>
    [Theory]
    [InlineData("-PlanPath nowhere.json", "PlanPathNotReadable", "ObjectNotFound")]
    [InlineData("-PlanPath .", "PlanPathNotReadable", "ReadError")]
    [InlineData("-PlanDocument ./plan.json", "InvalidParameter", "InvalidArgument")]
    [InlineData("-PlanPath Variable:PID", "PlanPathNotReadable", "ObjectNotFound")]
    [InlineData("-PlanDocument @{ BackupPlanName = 'x'; Rules = @(@{ RuleNme = 'Nightly' }) }", "InvalidParameter", "InvalidArgument")]
    [InlineData("-PlanDocument '{ not json'", "InvalidParameter", "InvalidArgument")]
    [InlineData("-PlanDocument @{ Rules = $ExecutionContext }", "InvalidParameter", "InvalidArgument")]
    [InlineData("-ScheduleExpression 'rate(1 day)'", "InvalidParameter", "InvalidArgument")]
    [InlineData("-TagKey 'aws:team'", "InvalidParameter", "InvalidArgument")]
    [InlineData("-DeleteAfterDays 0", "InvalidParameter", "InvalidArgument")]
    [InlineData("-ResourceType Toaster", "InvalidParameter", "InvalidArgument")]
    [InlineData("-ProfileName ''", "InvalidParameter", "InvalidArgument")]
    [InlineData("-ProfileLocation nodrive:/x", "InvalidParameter", "InvalidArgument")]
    public async Task A_fault_of_the_command_itself_ends_it_before_any_call(string parameters, string errorId, string category)
    {
        var run = await Session.RunAsync($"try {{ @{{ AccountId = '200000000001'; AbsName = 'payroll' }} | New-XacntBackupPlan {parameters} }} catch {{ throw }}");

        Assert.StartsWith(errorId + ",", run.TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, run.TerminatingError?.CategoryInfo.Category.ToString());
        Assert.Empty(run.Output);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_folder_a_path_as_document_and_a_file_with_faults_are_told_as_what_they_are()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "faulty.json"), """{ "BackupPlanName": "x", "Rules": [ { "RuleNme": "Nightly" } ] }""", TestContext.Current.CancellationToken);
            Session.Set("folder", folder.FullName);

            Assert.Contains("It is a folder.", await EndAsync("-PlanPath $folder"), StringComparison.Ordinal);
            Assert.Contains("'./plan.json' is a path, and no plan document. Give a file with -PlanPath.", await EndAsync("-PlanDocument ./plan.json"), StringComparison.Ordinal);
            var faulty = await EndAsync("-PlanPath (Join-Path $folder faulty.json)");
            Assert.StartsWith("PlanPath: '", faulty, StringComparison.Ordinal);
            Assert.Contains("faulty.json': The plan document has", faulty, StringComparison.Ordinal);
            Assert.Contains("RuleNme", faulty, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_document_that_contains_itself_is_an_error_and_no_crash()
    {
        var run = await Session.RunAsync("$plan = @{ }; $plan.Rules = $plan; try { New-XacntBackupPlan 200000000001 payroll -PlanDocument $plan } catch { throw }");

        Assert.Contains("contains itself", run.TerminatingError?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_that_ConvertFrom_Json_has_made_is_named()
    {
        var run = await Session.RunAsync("try { New-XacntBackupPlan 200000000001 payroll -PlanDocument @(@{ Rules = @() }, @{ Since = [datetime]'2024-01-02' }) } catch { throw }");

        Assert.Contains("PlanDocument: $[1].Since is a date", run.TerminatingError?.ToString(), StringComparison.Ordinal);
        Assert.Contains("-PlanPath", run.TerminatingError?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ResourceType $null")]
    [InlineData("-ResourceArn $null")]
    public async Task An_empty_variable_for_resources_is_as_none_given(string parameter)
        => Assert.Equal("NotDeployed", (await Session.RunAsync($"Compare-XacntBackupPlan 200000000001 payroll {parameter}")).Succeeded().Values("Status").Single()?.ToString());

    [Fact]
    public async Task A_path_and_a_document_cannot_both_be_given()
    {
        var run = await Session.RunAsync("try { New-XacntBackupPlan 200000000001 payroll -PlanPath plan.json -PlanDocument '{}' } catch { throw }");

        Assert.StartsWith("AmbiguousParameterSet", run.TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private async Task<string> EndAsync(string parameters)
        => (await Session.RunAsync($"try {{ New-XacntBackupPlan 200000000001 payroll {parameters} }} catch {{ throw }}")).TerminatingError?.ToString() ?? "";

    private async Task<string[]> RuleNamesAsync()
    {
        var run = (await Session.RunAsync("(Get-XacntBackupPlan 200000000001 payroll).Rules.RuleName")).Succeeded();
        return [.. run.OutputOf<string>()];
    }
}
