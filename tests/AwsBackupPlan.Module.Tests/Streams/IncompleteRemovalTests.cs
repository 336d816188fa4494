using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Module.Tests.Streams;

/// <summary>A script sees that a removal left something behind.</summary>
public sealed class IncompleteRemovalTests : CmdletTest
{
    private const string Remove = "Remove-XacntBackupResource -AccountId 200000000001 -AbsName payroll -Force";

    [Fact]
    public async Task A_removal_that_leaves_a_recovery_point_gives_its_result_and_an_error_that_names_the_account()
    {
        await LeaveOnePointAsync();

        var run = await Session.RunAsync(Remove);

        Assert.Equal(["Incomplete"], [.. run.Values("Status").Select(static status => status!.ToString()!)]);
        var error = Assert.Single(run.Errors);
        Assert.StartsWith("RemovalIncomplete", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Payroll, error.Exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public async Task ErrorAction_Stop_makes_it_something_to_catch()
    {
        await LeaveOnePointAsync();

        var run = await Session.RunAsync($"try {{ $null = {Remove} -ErrorAction Stop }} catch {{ 'caught' }}");

        Assert.Contains("caught", run.OutputOf<string>(), StringComparer.Ordinal);
    }

    private async Task LeaveOnePointAsync()
    {
        (await Session.RunAsync("New-XacntBackupPlan -AccountId 200000000001 -AbsName payroll")).Succeeded();
        Simulator.Backup.AddRecoveryPoint(Payroll, "us-east-1", new SeededRecoveryPoint { VaultName = "payroll-Vault", ResourceArn = "arn:aws:rds:us-east-1:200000000001:db:payroll-1" });
        Simulator.AddFault(new FaultRule { Operation = "DeleteRecoveryPoint", Kind = FaultKind.AccessDenied, Times = 0 });
    }
}
