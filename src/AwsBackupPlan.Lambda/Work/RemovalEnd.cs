using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Lambda.Events;

namespace AwsBackupPlan.Lambda.Work;

/// <summary>What became of a removal.</summary>
internal static class RemovalEnd
{
    // Of each account, and of all together: what is left can be tens of thousands of recovery points, which as text would need more memory than a function has.
    private const int MostRemaining = 100;
    private const int MostRemainingOfAll = 2_000;

    /// <summary>Tells it.</summary>
    /// <param name="asked">The event.</param>
    /// <param name="account">The account.</param>
    /// <param name="outcome">What the engine says.</param>
    public static AccountEnd Of(BackupEvent asked, AskedAccount account, WorkOutcome<BackupRemovalResult> outcome)
    {
        if (outcome.Result is not { } result)
        {
            return AccountEnd.Of(AccountEnd.Failed(account.Target), outcome.Failure, outcome.HasFailed);
        }

        var told = AccountEnd.With(Told(result, Math.Clamp(MostRemainingOfAll / asked.Accounts.Count, 1, MostRemaining)), outcome.Failure);
        if (!GoesOn(result, outcome.Failure))
        {
            return new AccountEnd(told, outcome.HasFailed, null);
        }

        var rest = Rest(result);
        return new AccountEnd(told, HasFailed: false, AccountEnd.Again(account, result.CopyRegion, rest)) { HasMoved = account.Rest is not { } before || rest < before || HasDeleted(result) };
    }

    private static JsonObject Told(BackupRemovalResult result, int most)
    {
        var told = (JsonObject)JsonSerializer.SerializeToNode(result with { Remaining = [.. result.Remaining.Take(most)] }, ResultJson.Default.BackupRemovalResult)!;
        told["RemainingCount"] = result.Remaining.Count;
        return told;
    }

    // What only takes its time goes on; what is locked, held or denied does not, however often it is asked.
    private static bool GoesOn(BackupRemovalResult result, AccountFailure? failure) =>
        result.Status is RemovalStatus.Incomplete && (failure?.Category is FailureCategory.OperationTimeout || result.RecoveryPointsDeleting > 0);

    private static bool HasDeleted(BackupRemovalResult result) =>
        result.PlansDeleted + result.SelectionsDeleted + result.VaultsDeleted + result.RecoveryPointsDeleted + result.ContinuousBackupsDisassociated > 0;

    // What AWS has been asked to delete counts half.
    private static int Rest(BackupRemovalResult result) => (int)Math.Clamp((2L * result.Remaining.Count) - result.RecoveryPointsDeleting, 0, int.MaxValue);
}
