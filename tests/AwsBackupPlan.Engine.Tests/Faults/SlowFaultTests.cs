using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>All runs, and answers that do not come in time.</summary>
public sealed class SlowFaultTests() : FaultTests([.. FaultRun.All])
{
    public static TheoryData<FaultKind> Kinds => [.. SlowKinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task A_call_whose_answer_does_not_come_once_does_no_harm(FaultKind kind) => HarmlessOnceAsync(kind);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task A_call_whose_answer_never_comes_fails_the_account_with_the_reason_and_the_next_run_makes_it_right(FaultKind kind) => ToldForEverAsync(kind);
}
