using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>The databases that are of no backup set and that no plan takes. Who asks for one set sees none of them, though one of them may have lost its tag.</summary>
/// <param name="target">What was asked for.</param>
/// <param name="query">Which databases are wanted.</param>
internal sealed class StrayDatabases(AccountTarget target, ProtectionQuery query)
{
    private const int MostNamed = 10;

    private readonly AbsNamePattern _spelt = AbsNamePattern.Parse(target.AbsName, ignoresCase: true);
    private readonly ResourcePatterns _resources = new(query.Resources);

    /// <summary>Those among databases that are not of the set.</summary>
    /// <param name="others">The databases.</param>
    /// <param name="sets">The backup sets that are there, whose databases are none of these.</param>
    public IReadOnlyList<PlannedProtection> Among(IEnumerable<PlannedProtection> others, IReadOnlyCollection<string> sets) => query.Statuses.Count > 0 && !query.Statuses.Contains(ProtectionStatus.NotSelected) ? []
        : [.. others.Where(planned => IsStray(planned, sets)).OrderBy(static planned => planned.Database.Identifier, StringComparer.Ordinal)];

    /// <summary>What to say of them; <see langword="null"/> where there are none.</summary>
    public string? Warning(IReadOnlyList<PlannedProtection> strays)
    {
        List<string> names = [.. strays.Select(static planned => planned.Database.Identifier)];
        var named = string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : string.Empty);
        var (belong, them) = names.Count == 1 ? ("belongs", "it") : ("belong", "them");
        return names.Count == 0 ? null : $"{Counted.Of(names.Count, "database")} in {target.Region} {belong} to no backup set, and no plan takes {them}: {named}. Get-XacntProtectedResource -AbsName '*' shows {them}.";
    }

    // One with the tag of another set is that set's to tell. The set's own name in another case is of none, unless there is a set of that, too.
    private bool IsStray(PlannedProtection planned, IReadOnlyCollection<string> sets) =>
        !planned.IsTaken && planned.Database.ResourceType is "RDS" or "Aurora" && _resources.Fit(planned.Database.Arn)
        && (!planned.Database.Tags.TryGetValue(query.TagKey, out var value) || (_spelt.IsMatch(value) && !sets.Contains(value, StringComparer.Ordinal)));
}
