using AwsBackupPlan.Engine.Accounts;

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

    /// <summary>Whether there is a condition.</summary>
    public bool HasCondition { get; } = statement.Condition is not null;

    /// <summary>The operator of the condition.</summary>
    public string? Operator { get; } = statement.Condition?.Operator;

    /// <summary>Its key.</summary>
    public string? ConditionKey { get; } = statement.Condition?.Key;

    /// <summary>Its value, in YAML.</summary>
    public string? ConditionValue { get; } = statement.Condition is { } condition ? Yaml(condition.Value) : null;

    private static string Yaml(string text) => text switch
    {
        PermissionStatement.KeyAliases => Aliases,
        _ when text.Contains("${Sets}") => $"!Sub ['{text}', {Sets}]",
        _ when text.Contains("${") => $"!Sub '{text}'",
        _ => $"'{text}'",
    };
}
