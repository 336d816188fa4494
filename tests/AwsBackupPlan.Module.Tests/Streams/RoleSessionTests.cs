using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Module.Tests.Streams;

public sealed class RoleSessionTests : CmdletTest
{
    private const string Hops = "arn:aws:iam::333333333333:role";
    private const string Hop = "arn:aws:iam::333333333333:role/Operations";

    [Fact]
    public async Task Every_cmdlet_works_through_another_role_in_a_restricted_tagged_session()
    {
        var role = new SimulatedRole { AllowsTagSession = true, AllowsSetSourceIdentity = true };
        Simulator.Sts.SetRole("333333333333", "Operations", role);
        Simulator.Sts.SetRole(Payroll, "Xacnt_Backup_Role", role with { TrustsManagementAccount = false, TrustedAccounts = ["333333333333"] });
        var how = $"-RoleArn {Hop} -SessionTag @{{ Team = 'Backup'; Cost = 42 }} -TransitiveTagKey Team -SourceIdentity jane -RestrictSession";

        var run = (await Session.RunAsync($"""
            (New-XacntBackupPlan {Payroll} payroll {how}).Status
            (Compare-XacntBackupPlan {Payroll} payroll {how}).Status
            (Get-XacntBackupPlan {Payroll} {how}).AbsName
            (Remove-XacntBackupResource {Payroll} payroll {how} -Force).Status
            """)).Succeeded();

        Assert.Equal(["Created", "InSync", "payroll", "Removed"], run.Output.Select(static value => value.ToString()));
        Assert.All(
            Simulator.Sts.IssuedSessions,
            static session => Assert.Equal(("Backup", "42", "jane"), (session.Caller.SessionTags["Team"], session.Caller.SessionTags["Cost"], session.Caller.SourceIdentity)));
        Assert.All(
            Simulator.Sts.IssuedSessions,
            static session => Assert.Equal(session.Caller.AccountId is Payroll, session.Caller.SessionPolicy is not null));
    }

    [Theory]
    [InlineData("-RoleArnExternalId ticket-1, '', ticket-3", "Created")]
    [InlineData("-RoleArnExternalId ticket-1, $null, ticket-3", "Created")]
    [InlineData("-RoleArnExternalId ticket-1, ticket-3, ''", "Failed")]
    [InlineData("", "Failed")]
    public async Task Each_role_in_between_gets_its_own_external_id_and_none_is_shown(string parameters, string status)
    {
        var role = new SimulatedRole { TrustsManagementAccount = false, TrustedAccounts = ["333333333333"] };
        Simulator.Sts.SetRole("333333333333", "One", new() { ExternalId = "ticket-1" });
        Simulator.Sts.SetRole("333333333333", "Two", role);
        Simulator.Sts.SetRole("333333333333", "Three", role with { ExternalId = "ticket-3" });
        Simulator.Sts.SetRole(Payroll, "Xacnt_Backup_Role", role with { ExternalId = "ticket-4" });

        var run = await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll -ExternalId ticket-4 -RoleArn {Hops}/One, {Hops}/Two, {Hops}/Three {parameters} -Verbose");

        Assert.Equal(status is "Created" ? 0 : 1, run.Errors.Count);
        Assert.DoesNotContain("ticket-", run.EverythingSaid, StringComparison.Ordinal);
        Assert.Equal(status, run.TerminatingError is null ? run.Values("Status").Single()?.ToString() : "Failed");
    }

    [Fact]
    public async Task A_role_in_between_that_cannot_be_assumed_ends_the_command_once()
    {
        var run = await Session.RunAsync($"'{Payroll}', '{OtherPayroll}' | ForEach-Object {{ @{{ AccountId = $_; AbsName = 'payroll' }} }} | New-XacntBackupPlan -RoleArn {Hop} -ThrottleLimit 1");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("RoleNotAssumable", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Hop, error.ToString(), StringComparison.Ordinal);
        Assert.Single(Simulator.Requests);
    }

    [Theory]
    [InlineData($"-RoleArn {Hop} -SessionDurationSeconds 7200", "SessionDurationSeconds")]
    [InlineData("-RoleArn Operations", "RoleArn")]
    [InlineData($"-RoleArn {Hop} -RoleArnExternalId 'a b'", "RoleArnExternalId")]
    [InlineData($"-RoleArn {Hop}, {Hop} -RoleArnExternalId ticket-1", "RoleArnExternalId")]
    [InlineData("-RoleArnExternalId ticket-1", "RoleArnExternalId")]
    [InlineData("-TransitiveTagKey Team", "TransitiveTagKey")]
    [InlineData("-SourceIdentity 'jane doe'", "SourceIdentity")]
    public async Task What_cannot_be_is_an_error_before_any_call(string parameters, string named)
    {
        var run = await Session.RunAsync($"New-XacntBackupPlan {Payroll} payroll {parameters}");

        Assert.Contains(named, Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_dry_run_in_a_restricted_session_can_only_read()
    {
        var run = (await Session.RunAsync($"(New-XacntBackupPlan {Payroll} payroll -RestrictSession -WhatIf).Status")).Succeeded();

        Assert.Equal("WhatIf", run.Output[0].ToString());
        var policy = Assert.Single(Simulator.Sts.IssuedSessions).Caller.SessionPolicy;
        Assert.DoesNotContain("backup:CreateBackupVault", policy!.AllowedActions, StringComparer.Ordinal);
    }
}
