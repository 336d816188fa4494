using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Selections;

/// <summary>Which databases a selection takes: ((Resources ∪ ListOfTags) − NotResources) ∩ Conditions.</summary>
internal static class SelectionMatch
{
    private const string TagKeyPrefix = "aws:ResourceTag/";

    /// <summary>Whether AWS Backup would back a database up for a selection.</summary>
    /// <param name="selection">The selection's document.</param>
    /// <param name="database">The database.</param>
    /// <param name="optIn">Which resource types the Region's settings have switched on.</param>
    public static bool Takes(JsonObject selection, SimulatedDatabase database, IReadOnlyDictionary<string, bool> optIn) =>
        database.ClusterIdentifier is null
        && IsOn(selection, database, optIn)
        && (IsNamed(selection, "Resources", database) || IsTagged(selection, database))
        && !IsNamed(selection, "NotResources", database)
        && MeetsConditions(selection, database);

    // Naming RDS in Resources overrides the Region's setting; the cluster engines are backed up only where theirs is on.
    private static bool IsOn(JsonObject selection, SimulatedDatabase database, IReadOnlyDictionary<string, bool> optIn)
    {
        var type = ResourceTypes.Of(database);
        return optIn.GetValueOrDefault(type)
            || (type is "RDS" && selection.Texts("Resources").Any(pattern => pattern.StartsWith("arn:", StringComparison.Ordinal) && IsLike(database.Arn, pattern)));
    }

    private static bool IsNamed(JsonObject selection, string list, SimulatedDatabase database) => selection.Texts(list).Any(pattern => IsLike(database.Arn, pattern));

    private static bool IsTagged(JsonObject selection, SimulatedDatabase database) => selection.Structures("ListOfTags").Any(tag =>
        string.Equals(ValueOf(database, tag), tag.Text("ConditionValue"), StringComparison.Ordinal));

    private static bool MeetsConditions(JsonObject selection, SimulatedDatabase database)
    {
        var conditions = selection.Structure("Conditions") ?? [];
        return All("StringEquals", static (value, wanted) => string.Equals(value, wanted, StringComparison.Ordinal))
            && All("StringNotEquals", static (value, wanted) => !string.Equals(value, wanted, StringComparison.Ordinal))
            && All("StringLike", static (value, wanted) => value is not null && IsLike(value, wanted))
            && All("StringNotLike", static (value, wanted) => value is null || !IsLike(value, wanted));

        bool All(string name, Func<string?, string, bool> holds) =>
            conditions.Structures(name).All(condition => holds(ValueOf(database, condition), condition.Text("ConditionValue")!));
    }

    private static string? ValueOf(SimulatedDatabase database, JsonObject condition)
    {
        var key = condition.Text("ConditionKey")!;
        return database.Tags.GetValueOrDefault(key.StartsWith(TagKeyPrefix, StringComparison.Ordinal) ? key[TagKeyPrefix.Length..] : key);
    }

    /// <summary>Whether a text fits a pattern in which <c>*</c> stands for any number of characters that are no white space.</summary>
    private static bool IsLike(string text, string pattern)
    {
        var (at, from) = (0, 0);
        var (star, mark) = (-1, 0);
        while (at < text.Length)
        {
            if (from < pattern.Length && pattern[from] is '*')
            {
                (star, mark) = (from++, at);
            }
            else if (from < pattern.Length && pattern[from] == text[at])
            {
                (at, from) = (at + 1, from + 1);
            }
            else if (star >= 0 && !char.IsWhiteSpace(text[mark]))
            {
                (at, from) = (++mark, star + 1);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(from).TrimStart('*').IsEmpty;
    }
}
