using AwsBackupPlan.Engine.Accounts.Sessions;


namespace AwsBackupPlan.Engine.Templates;

/// <summary>A statement of a policy as a template writes it.</summary>
internal sealed class TemplateStatement(PermissionStatement statement)
{
    // The vaults and keys of all sets of the account, or of the stack's own.
    private const string Sets = "{Sets: !If [RoleIsForAllSets, '*', !Ref AbsName]}";
    private const string Aliases = "!If [HasKeyAlias, !Sub 'alias/${KeyAlias}', !If [RoleIsForAllSets, 'alias/*-key', !Sub 'alias/${AbsName}-key']]";

    /// <summary>Its name.</summary>
    public string Sid { get; } = statement.Sid;

    /// <summary>What it is for.</summary>
    public string Why { get; } = statement.Why;

    /// <summary>The actions.</summary>
    public IReadOnlyList<string> Actions { get; } = statement.Actions;

    /// <summary>The resources, in YAML.</summary>
    public IReadOnlyList<string> Resources { get; } = [.. statement.Resources.Select(Yaml)];

    /// <summary>The resource where there is but one: it can be a list of its own.</summary>
    public string? OnlyResource { get; } = statement.Resources.Count == 1 ? Yaml(statement.Resources[0]) : null;

    /// <summary>Whether there are conditions.</summary>
    public bool HasConditions { get; } = statement.Conditions.Count > 0;

    /// <summary>The conditions by their operators, each of which a policy takes once.</summary>
    public IReadOnlyList<TemplateCondition> Conditions { get; } =
    [
        .. statement.Conditions.GroupBy(static condition => condition.Operator, StringComparer.Ordinal)
            .Select(static group => new TemplateCondition(group.Key, [.. group.Select(static condition => new TemplateConditionValue(condition.Key, Yaml(condition.Value)))])),
    ];

    private static string Yaml(string text) => text switch
    {
        PermissionStatement.KeyAliases => Aliases,
        PermissionStatement.DatabaseKeys => "!Ref DatabaseKeyArns",
        _ when text.Contains("${Sets}") => $"!Sub ['{text}', {Sets}]",
        _ when text.Contains("${") => $"!Sub '{text}'",
        _ => $"'{text}'",
    };
}
