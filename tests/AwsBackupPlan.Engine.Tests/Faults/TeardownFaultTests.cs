using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>Removals with continuous backups, under a legal hold, and that note the copy Region, and the faults that take no time.</summary>
public sealed class TeardownFaultTests() : FaultTests([.. TeardownRun.All])
{
    public static TheoryData<FaultKind> Kinds => [.. SwiftKinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task A_call_that_goes_wrong_once_does_no_harm(FaultKind kind) => HarmlessOnceAsync(kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task A_call_that_goes_wrong_for_ever_fails_the_account_with_the_reason_and_the_next_run_makes_it_right(FaultKind kind) => ToldForEverAsync(kind);
}
