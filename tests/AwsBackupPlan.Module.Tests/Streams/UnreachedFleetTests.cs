using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Module.Tests.Streams;

/// <summary>What a fleet says when nothing reaches AWS. A class of its own: each call is tried until its waits are over.</summary>
public sealed class UnreachedFleetTests : CmdletTest
{
    [Fact]
    public async Task A_network_that_lets_no_call_through_to_AWS_ends_the_command_with_one_error()
    {
        const int TriesOfEach = 6;
        Simulator.AddFault(new FaultRule { Service = "sts", Kind = FaultKind.ProxyRefusal, Times = 0 });

        var run = await Session.RunAsync("1..200 | ForEach-Object { [pscustomobject]@{ AccountId = '{0:d12}' -f $_; AbsName = 'payroll' } } | Get-XacntBackupPlan -ThrottleLimit 3");

        var error = Assert.Single(run.Errors);
        Assert.StartsWith("AwsNotReached,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("ResourceUnavailable", error.CategoryInfo.Category.ToString());
        Assert.StartsWith("AWS was reached for none of the first 3 accounts, so the command was stopped", error.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Sign in to the network, or have its proxy let ", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Matches("accounts: 3 failed(, [0-9]+ not begun)? in ", Assert.Single(run.Information).ToString());
        // What was begun beside the first is stopped, and the others are not begun.
        Assert.InRange(Simulator.Requests.Count, 3 * TriesOfEach, (3 + 2) * TriesOfEach);
    }
}
