namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Changes in one phrase, such as <c>Create 2 vaults, 1 plan and 1 selection</c>.</summary>
internal static class ChangePhrase
{
    /// <summary>What is to be done: <c>Create 1 vault; update 1 plan</c>.</summary>
    public static string Imperative(IEnumerable<ResourceChange> changes) => Of(changes, static action => action.ToString());

    /// <summary>What was done: <c>Created 1 vault; updated 1 plan</c>.</summary>
    public static string Past(IEnumerable<ResourceChange> changes) => Of(changes, static action => action + "d");

    /// <summary>What would be done, as the rest of a sentence: <c>create 1 vault; update 1 plan</c>.</summary>
    public static string Infinitive(IEnumerable<ResourceChange> changes) => Of(changes, static action => Lower(action.ToString()));

    /// <summary>What AWS Backup calls a resource, in short.</summary>
    public static string Noun(BackupResourceType type) => type switch
    {
        BackupResourceType.BackupVault => "vault",
        BackupResourceType.BackupPlan => "plan",
        BackupResourceType.AuditFramework => "framework",
        BackupResourceType.AuditReportPlan => "report plan",
        BackupResourceType.KmsKey => "key",
        BackupResourceType.KmsAlias => "alias",
        BackupResourceType.PlanParameter => "plan parameter",
        BackupResourceType.RegionSettings => "opt-in setting",
        _ => "selection",
    };

    private static string Of(IEnumerable<ResourceChange> changes, Func<ChangeAction, string> verb) => string.Join("; ", changes
        .Where(static change => change.Action is ChangeAction.Create or ChangeAction.Update or ChangeAction.Replace or ChangeAction.Delete)
        .GroupBy(static change => change.Action)
        .Select((group, place) => $"{(place == 0 ? verb(group.Key) : Lower(verb(group.Key)))} {List(group)}"));

    private static string List(IEnumerable<ResourceChange> changes)
    {
        var counts = changes
            .GroupBy(static change => Noun(change.ResourceType), StringComparer.Ordinal)
            .Select(static kind => (Noun: kind.Key, Count: kind.Count()))
            .Select(static kind => $"{kind.Count} {kind.Noun}{(kind.Count == 1 ? string.Empty : kind.Noun[kind.Noun.Length - 1] == 's' ? "es" : "s")}")
            .ToList();
        return counts.Count == 1 ? counts[0] : $"{string.Join(", ", counts.Take(counts.Count - 1))} and {counts[counts.Count - 1]}";
    }

    private static string Lower(string verb) => verb.ToLowerInvariant();
}
