using AwsBackupPlan.Engine;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>
/// Holds the failures of accounts in which AWS was not reached, did not know the caller's keys or did not let the caller assume the role, as long as no role of any account could be assumed: a caller that may
/// assume nothing, or has no network, is told so once, and not by every account.
/// </summary>
/// <param name="limit">How many accounts, the first that were begun, have to be denied for the caller to be the cause.</param>
internal sealed class DeniedAtStart(int limit)
{
    private const int LeastAccounts = 2;

    private readonly List<AccountFailure> _held = [];
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private int _deniedOfFirst;
    private bool _isOver;

    /// <summary>All of the first accounts were denied, and nothing else came: it is not about the accounts.</summary>
    public bool IsOfCaller => !_isOver && _deniedOfFirst >= limit;

    /// <summary>It is known that the cause is not the caller.</summary>
    public bool IsOver => _isOver;

    /// <summary>The failures that are held, in the order in which they came.</summary>
    public IReadOnlyList<AccountFailure> Held => _held;

    /// <summary>Takes in what came of an account.</summary>
    /// <param name="failure">Its failure; <see langword="null"/> when it did not fail.</param>
    /// <param name="order">As which it was begun, from 0.</param>
    /// <returns>Whether its failure is held, and is not to be told now.</returns>
    public bool Takes(AccountFailure? failure, int order)
    {
        if (failure is not { IsAtStart: true })
        {
            End();
        }

        if (_isOver)
        {
            return false;
        }

        _held.Add(failure!);
        _accounts.Add(failure!.Target.AccountId);
        _deniedOfFirst += order < limit ? 1 : 0;
        if (_deniedOfFirst >= limit && _accounts.Count < LeastAccounts)
        {
            // Several backup sets of one account say nothing of others.
            End();
        }

        return true;
    }

    /// <summary>The cause is not the caller: a role was assumed, or too few accounts came to tell.</summary>
    public void End() => _isOver = true;

    /// <summary>The failures that were held and are to be told after all.</summary>
    public IReadOnlyList<AccountFailure> Release()
    {
        if (!_isOver || _held.Count == 0)
        {
            return [];
        }

        AccountFailure[] released = [.. _held];
        _held.Clear();
        return released;
    }
}
