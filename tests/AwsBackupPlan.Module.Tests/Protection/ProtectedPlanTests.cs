using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Protection;

/// <summary>The parameters of a plan that protect its vaults and copy to another account.</summary>
public sealed class ProtectedPlanTests : CmdletTest
{
    private const string Protected = "200000000001 payroll -VaultAccessPolicy Protect -ProtectedPrincipal 'arn:aws:iam::*:role/Xacnt_Backup_Role', 'arn:aws:iam::200000000001:role/Admin'";

    [Fact]
    public async Task Protection_is_told_made_and_found_as_desired()
    {
        var told = (await Session.RunAsync($"New-XacntBackupPlan {Protected} -WhatIf")).Succeeded();
        await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll");
        var drift = (await Session.RunAsync($"(Compare-XacntBackupPlan {Protected}).Changes.Differences")).Succeeded();
        var made = (await Session.RunAsync($"New-XacntBackupPlan {Protected}")).Succeeded();
        var same = (await Session.RunAsync($"Compare-XacntBackupPlan {Protected}")).Succeeded();

        Assert.Equal(2, told.HostText.Split("protected by its access policy").Length - 1);
        Assert.All(drift.Values("Path"), static path => Assert.Equal("AccessPolicy[AwsBackupPlanProtect]", path));
        Assert.All(drift.Values("Desired"), static desired => Assert.Contains("arn:aws:iam::200000000001:role/Admin", (string?)desired, StringComparison.Ordinal));
        Assert.Equal("Updated", made.Values("Status").Single()?.ToString());
        Assert.Equal("InSync", same.Values("Status").Single()?.ToString());
        Assert.DoesNotContain(made.Warnings, static warning => warning.Contains("-ProtectedPrincipal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_module_s_own_role_is_left_out_on_purpose_only()
    {
        const string Admin = "New-XacntBackupPlan 200000000001 payroll -VaultAccessPolicy Protect -ProtectedPrincipal 'arn:aws:iam::200000000001:role/Admin'";

        var slip = await Session.RunAsync(Admin);
        var meant = (await Session.RunAsync($"{Admin} -WithoutOwnRole -WhatIf")).Succeeded();

        var error = Assert.Single(slip.Errors);
        Assert.StartsWith("InvalidParameter,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-WithoutOwnRole", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("and not the role Xacnt_Backup_Role that this module works in", meant.HostText, StringComparison.Ordinal);
        Assert.Contains(meant.Warnings, static warning => warning.Contains("-ProtectedPrincipal does not name the role", StringComparison.Ordinal));
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData("$null")]
    [InlineData("@()")]
    [InlineData("''")]
    public async Task An_empty_variable_for_the_principals_is_an_error_before_any_call(string principals)
    {
        var run = await Session.RunAsync($"New-XacntBackupPlan 200000000001 payroll -VaultAccessPolicy Protect -ProtectedPrincipal {principals}");

        Assert.Contains("ProtectedPrincipal", (run.TerminatingError ?? Assert.Single(run.Errors)).ToString(), StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_central_vault_that_does_not_let_the_account_in_is_an_error_with_the_policy()
    {
        var run = await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll -CentralVaultArn arn:aws:backup:us-east-1:333333333333:backup-vault:Central");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("CentralVaultPolicyMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("aws backup put-backup-vault-access-policy", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("Blocked", run.Values("Status").Single()?.ToString());
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData("-CentralVaultArn Central", "CentralVaultArn")]
    [InlineData("-ProtectedPrincipal 'arn:aws:iam::200000000001:role/Admin'", "ProtectedPrincipal")]
    public async Task What_does_not_fit_any_account_ends_the_command_before_any_call(string parameters, string named)
    {
        var run = await Session.RunAsync($"try {{ New-XacntBackupPlan 200000000001 payroll {parameters} }} catch {{ throw }}");

        Assert.StartsWith("InvalidParameter,", run.TerminatingError?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(named, run.TerminatingError?.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }
}
