using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>Tells whether AWS Backup backs a database up for a selection, by what, or why not: ((Resources ∪ ListOfTags) − NotResources) ∩ Conditions, and the Region's opt-in.</summary>
/// <remarks>
/// Keys and values of tags are compared with case. A database without the tag meets StringNotEquals and StringNotLike. Members of clusters are never taken. An ARN or pattern of an ARN in Resources
/// overrides the opt-in of RDS; that of Aurora, Neptune and DocumentDB is never overridden, and for <c>*</c> and ListOfTags alone the opt-in decides for RDS too.
/// </remarks>
public static class SelectionResolver
{
    private const string TagKeyPrefix = "aws:ResourceTag/";

    /// <summary>Judges a database.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="database">The database.</param>
    /// <param name="optIn">Which types the settings of its Region have switched on; one that is not in it is off.</param>
    public static SelectionVerdict Resolve(SelectionDefinition selection, Database database, IReadOnlyDictionary<string, bool> optIn)
    {
        if (database.ClusterIdentifier is { } cluster)
        {
            return new(SelectionVerdictKind.ClusterMember, null, $"It is a member of the cluster {cluster}, which is backed up in its place.");
        }

        // A whole ARN says more than *, and overrides a setting.
        var named = selection.Resources.OrderBy(static pattern => IsArn(pattern) ? 0 : 1).FirstOrDefault(pattern => ValuePattern.IsMatch(pattern, database.Arn));
        var tagged = named is null ? selection.ListOfTags.FirstOrDefault(tag => string.Equals(ValueOf(database, tag), tag.Value, StringComparison.Ordinal)) : null;
        if (named is null && tagged is null)
        {
            return new(SelectionVerdictKind.NotNamed, null, NotNamed(selection, database));
        }

        var by = named is not null ? $"Resources {named}" : $"ListOfTags {Plain(tagged!.Key)} = {tagged.Value}";
        if (selection.NotResources.FirstOrDefault(pattern => ValuePattern.IsMatch(pattern, database.Arn)) is { } excluded)
        {
            return new(SelectionVerdictKind.Excluded, by, $"NotResources {excluded} leaves it out.");
        }

        if (selection.Conditions.FirstOrDefault(condition => !Holds(condition, ValueOf(database, condition))) is { } unmet)
        {
            return new(SelectionVerdictKind.ConditionNotMet, by, Unmet(unmet, database));
        }

        by = string.Join(", ", selection.Conditions.Select(static condition => $"{condition.Operator} {Plain(condition.Key)} = {condition.Value}").Prepend(by));
        return IsOn(database, optIn, named) ? new(SelectionVerdictKind.Taken, by, null) : new(SelectionVerdictKind.OptInOff, by, OptInOff(database));
    }

    private static bool IsArn(string pattern) => pattern.StartsWith("arn:", StringComparison.Ordinal);

    private static bool IsOn(Database database, IReadOnlyDictionary<string, bool> optIn, string? named) =>
        (optIn.TryGetValue(database.ResourceType, out var isOn) && isOn) || (database.ResourceType is "RDS" && named is not null && IsArn(named));

    private static bool Holds(SelectionConditionInfo condition, string? value) => condition.Operator switch
    {
        "StringEquals" => string.Equals(value, condition.Value, StringComparison.Ordinal),
        "StringNotEquals" => !string.Equals(value, condition.Value, StringComparison.Ordinal),
        "StringLike" => value is not null && ValuePattern.IsMatch(condition.Value, value),
        "StringNotLike" => value is null || !ValuePattern.IsMatch(condition.Value, value),
        // What is not known is not taken to protect anything.
        _ => false,
    };

    private static string? ValueOf(Database database, SelectionConditionInfo condition) => database.Tags.TryGetValue(Plain(condition.Key), out var value) ? value : null;

    private static string Plain(string key) => key.StartsWith(TagKeyPrefix, StringComparison.Ordinal) ? key.Substring(TagKeyPrefix.Length) : key;

    private static string NotNamed(SelectionDefinition selection, Database database)
    {
        // The AWS Backup console calls it an instance, and its ARN does not.
        var wrong = selection.Resources.FirstOrDefault(static pattern => pattern.Contains(":instance:"));
        if (wrong is not null && !database.IsCluster)
        {
            return $"Resources {wrong} names no instance: the ARN of one has :db: there.";
        }

        if (selection.ListOfTags.Count == 0)
        {
            return $"None of its Resources names {(database.IsCluster ? "this cluster" : "this instance")}: {string.Join(", ", selection.Resources)}.";
        }

        var tags = string.Join(" ", selection.ListOfTags.Select(tag => Wanted(tag, database)));
        return selection.Resources.Count == 0 ? tags : $"None of its Resources names it. {tags}";
    }

    private static string Unmet(SelectionConditionInfo condition, Database database)
    {
        var key = Plain(condition.Key);
        return condition.Operator switch
        {
            "StringEquals" or "StringLike" => Wanted(condition, database),
            "StringNotEquals" or "StringNotLike" => $"Its tag {key} is '{ValueOf(database, condition)}', which {condition.Operator} '{condition.Value}' leaves out.",
            _ => $"The condition {condition.Operator} on {key} is not known to this module.",
        };
    }

    private static string Wanted(SelectionConditionInfo condition, Database database)
    {
        var key = Plain(condition.Key);
        var asked = $"the selection asks for {(string.Equals(condition.Operator, "StringLike", StringComparison.Ordinal) ? "one like " : string.Empty)}'{condition.Value}'";
        if (ValueOf(database, condition) is { } value)
        {
            return string.Equals(value, condition.Value, StringComparison.OrdinalIgnoreCase)
                ? $"Its tag {key} is '{value}' and {asked}: values are compared with case."
                : $"Its tag {key} is '{value}', and {asked}.";
        }

        return database.Tags.Keys.FirstOrDefault(other => string.Equals(other, key, StringComparison.OrdinalIgnoreCase)) is { } similar
            ? $"It has the tag {similar} and no tag {key}, of which {asked}: keys are compared with case."
            : $"It has no tag {key}, of which {asked}.";
    }

    private static string OptInOff(Database database) => database.ResourceType is "RDS"
        ? "RDS is switched off in the settings of AWS Backup in this Region, and the selection names it by a tag or by * alone."
        : $"{database.ResourceType} is switched off in the settings of AWS Backup in this Region: it makes no backups, and says nothing.";
}
