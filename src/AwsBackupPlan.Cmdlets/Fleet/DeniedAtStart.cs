using AwsBackupPlan.Engine;

namespace AwsBackupPlan.Cmdlets.Fleet;

/// <summary>
/// Holds the failures of accounts whose role AWS did not let the caller assume, while no other outcome has come: a caller that may assume nothing
/// is told so once, and not by every account.
/// </summary>
/// <param name="limit">How many in a row, from the first on, say that the caller is the cause.</param>
internal sealed class DeniedAtStart(int limit)
{
    private readonly List<AccountFailure> _held = [];
    private bool _isOver;

    /// <summary>So many were denied, and nothing else came, that it is not about the accounts.</summary>
    public bool IsOfCaller => _held.Count >= limit;

    /// <summary>The failures that are held.</summary>
    public IReadOnlyList<AccountFailure> Held => _held;

    /// <summary>Takes in what came of an account.</summary>
    /// <returns>Whether its failure is held, and is not to be told now.</returns>
    public bool Takes(AccountFailure? failure)
    {
        _isOver |= failure is null || !string.Equals(failure.ErrorId, AccountFailure.RoleNotAssumable, StringComparison.Ordinal);
        if (_isOver)
        {
            return false;
        }

        _held.Add(failure!);
        return true;
    }

    /// <summary>No more accounts come: with fewer than the limit each is told on its own.</summary>
    public void EndsWith(int accounts) => _isOver |= accounts < limit;

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
