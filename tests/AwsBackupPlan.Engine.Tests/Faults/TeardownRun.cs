using AwsBackupPlan.Engine.Teardown;
using AwsBackupPlan.Engine.Tests.Crashes;

namespace AwsBackupPlan.Engine.Tests.Faults;

/// <summary>Removals that call what a plain one does not: for continuous backups, under a legal hold, and where only the plan names the copy Regions.</summary>
internal static class TeardownRun
{
    private const string Hold = "Case 4711";

    public static FaultRun Disassociate { get; } = new(
        "remove and disassociate", static scene => scene.FilledWithContinuousAsync(), static (scene, engine, token) => RemoveAsync(scene, engine, new() { ContinuousBackup = ContinuousBackupRemoval.Disassociate }, token));

    public static FaultRun DeleteContinuous { get; } = new(
        "remove with continuous backups", static scene => scene.FilledWithContinuousAsync(), static (scene, engine, token) => RemoveAsync(scene, engine, new() { ContinuousBackup = ContinuousBackupRemoval.Delete }, token));

    public static FaultRun Held { get; } = new("remove under a legal hold", static scene => scene.HeldAsync(Hold), RemoveHeldAsync);

    public static FaultRun Noted { get; } = new("remove and note the copy Region", static scene => scene.FilledAsync(), RemoveUnawareAsync);

    public static IReadOnlyList<FaultRun> All { get; } = [Disassociate, DeleteContinuous, Held, Noted];

    private static async Task<(AccountFailure? Failure, string Found)> RemoveAsync(CrashScene scene, BackupEngine engine, TeardownOptions options, CancellationToken token) =>
        ((await engine.RemoveAsync(scene.Target, options, scene.Observer, token)).Failure, string.Empty);

    private static async Task<(AccountFailure? Failure, string Found)> RemoveUnawareAsync(CrashScene scene, BackupEngine engine, CancellationToken token)
    {
        var target = scene.Target with { CopyRegions = ["us-west-2"], CopyRegionsAreDefault = true };
        return ((await engine.RemoveAsync(target, new TeardownOptions(), scene.Observer, token)).Failure, string.Empty);
    }

    // That the hold keeps its recovery points, and is named, is how it ends well; anything else that is left is a failure.
    private static async Task<(AccountFailure? Failure, string Found)> RemoveHeldAsync(CrashScene scene, BackupEngine engine, CancellationToken token)
    {
        var outcome = await engine.RemoveAsync(scene.Target, new TeardownOptions(), scene.Observer, token);
        if (outcome.Failure is not { ErrorId: "RemovalIncomplete" } failure)
        {
            return (outcome.Failure, $"{outcome.Result?.Status}");
        }

        var points = outcome.Result!.Remaining.Where(static left => left.ResourceType == BackupResourceType.RecoveryPoint).ToList();
        var others = outcome.Result.Remaining.Where(static left => left.ResourceType != BackupResourceType.RecoveryPoint).Select(static left => $"{left.ResourceType} in {left.Region}").ToList();
        var unnamed = points.Where(static point => !point.Reason.StartsWith($"It is under the legal hold '{Hold}'", StringComparison.Ordinal)).ToList();
        return unnamed.Count == 0 && points.Count > 0
            && others is ["BackupVault in us-east-1"]
            ? (null, $"{others[0]}, held in {string.Join(", ", points.Select(static point => point.Region).Distinct(StringComparer.Ordinal))}")
            : (failure with
            {
                Category = unnamed.Exists(static point => point.Reason.Contains("cannot be told", StringComparison.Ordinal)) ? FailureCategory.PermissionDenied : failure.Category,
                Message = $"{failure.Message} {string.Join(" ", outcome.Result.Remaining.Select(static left => left.Reason))}",
                Remedy = $"{failure.Remedy} {string.Join(" ", outcome.Result.Remaining.Select(static left => left.Remedy).Distinct(StringComparer.Ordinal))}",
            }, string.Empty);
    }
}
