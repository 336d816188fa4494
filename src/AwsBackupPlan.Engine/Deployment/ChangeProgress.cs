using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>How far the changes have come: what was done, and what not, is told when one of them fails.</summary>
internal sealed class ChangeProgress
{
    private readonly object _gate = new();
    private readonly List<string> _done = [];
    private IReadOnlyList<string> _planned = [];

    /// <summary>A resource and what is done to it, such as <c>vault payroll-Vault in us-east-1 (create)</c>.</summary>
    public static string Step(ChangeAction action, BackupResourceType type, string name, string region) =>
        $"{ChangePhrase.Noun(type)} {name} in {region} ({action.ToString().ToLowerInvariant()})";

    /// <summary>Takes in what is to be done from here on; what has been done stays done.</summary>
    public void Plan(ChangeSet changes)
    {
        var region = changes.Target.Region;
        IEnumerable<string> steps =
        [
            .. changes.Vaults.Select(static vault => vault.Change).Append(changes.Plan.Change).Where(static change => change.Action is ChangeAction.Create or ChangeAction.Update).Select(Step),
            .. changes.Selection.Missing is { } missing ? new[] { Step(ChangeAction.Create, BackupResourceType.BackupSelection, missing.SelectionName, region) } : [],
            .. changes.Selection.Surplus.Select(surplus => Step(ChangeAction.Delete, BackupResourceType.BackupSelection, surplus.Definition.SelectionName, region)),
        ];
        lock (_gate)
        {
            _planned = [.. steps];
        }
    }

    /// <summary>Takes in what is to be done.</summary>
    public void Plan(IEnumerable<ResourceChange> changes)
    {
        lock (_gate)
        {
            _planned = [.. changes.Select(Step)];
        }
    }

    /// <summary>A change has been made.</summary>
    public void Done(ResourceChange change) => Done(Step(change));

    /// <summary>A step has been done.</summary>
    public void Done(string step)
    {
        lock (_gate)
        {
            _done.Add(step);
        }
    }

    /// <summary>The failure of a step, with what was done before it and what was not.</summary>
    public AccountException Failed(Exception exception, AccountTarget target)
    {
        var failure = AccountFailures.From(exception, target);
        return new AccountException(failure.ErrorId, failure.Category, $"{failure.Message} {Told()}", failure.Remedy, failure.Exception) { IsCallers = failure.IsCallers, Region = failure.Region };
    }

    private static string Step(ResourceChange change) => Step(change.Action, change.ResourceType, change.Name, change.Region);

    private string Told()
    {
        lock (_gate)
        {
            var left = _planned.Except(_done, StringComparer.Ordinal).ToList();
            var notDone = left.Count == 0 ? string.Empty : $" Not done, or not known to be: {string.Join(", ", left)}.";
            return _done.Count == 0 ? $"Nothing was changed before that.{notDone}" : $"Done before that: {string.Join(", ", _done)}.{notDone}";
        }
    }
}
