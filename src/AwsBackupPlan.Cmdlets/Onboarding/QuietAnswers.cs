using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Cmdlets.Onboarding;

/// <summary>One answer for each input, in the order of the input: whoever has only the answers tells them by that. Accounts are checked side by side, so an answer can have to wait for one before it.</summary>
internal sealed class QuietAnswers
{
    private readonly List<(string? Key, bool? Answer)> _answers = [];
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private int _written;

    /// <summary>An account is to be checked, or was: its answer can be there before it is named again.</summary>
    public void Take(AccountTarget target)
    {
        var key = Key(target);
        _answers.Add((key, _known.TryGetValue(key, out var known) ? known : null));
    }

    /// <summary>An input is refused that was not taken on.</summary>
    public void Refuse() => _answers.Add((null, false));

    /// <summary>The input that was taken on last is refused after all.</summary>
    public void RefuseLast() => _answers[_answers.Count - 1] = (null, false);

    /// <summary>What came of an account, for each input that named it.</summary>
    public void Answer(AccountTarget target, bool answer)
    {
        var key = Key(target);
        _known[key] = answer;
        for (var place = _written; place < _answers.Count; place++)
        {
            if (_answers[place].Answer is null && string.Equals(_answers[place].Key, key, StringComparison.Ordinal))
            {
                _answers[place] = (key, answer);
            }
        }
    }

    /// <summary>The answers that have come to their turn.</summary>
    /// <param name="isEnd">Nothing comes any more: of what is not known it is not known that it is good.</param>
    public IReadOnlyList<bool> Next(bool isEnd)
    {
        var next = new List<bool>();
        while (_written < _answers.Count && (_answers[_written].Answer is not null || isEnd))
        {
            next.Add(_answers[_written].Answer ?? false);
            _written++;
        }

        return next;
    }

    // The same set a second time is checked once.
    private static string Key(AccountTarget target) => $"{target.AccountId}\n{target.AbsName}\n{target.Region}";
}
