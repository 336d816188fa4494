namespace AwsBackupPlan;

/// <summary>A condition of a backup selection.</summary>
public sealed record SelectionConditionInfo
{
    /// <summary>The operator: StringEquals, StringNotEquals, StringLike or StringNotLike.</summary>
    public required string Operator { get; init; }

    /// <summary>The key, such as <c>aws:ResourceTag/ABS</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The value, compared with case.</summary>
    public required string Value { get; init; }

    /// <summary>The condition in one line.</summary>
    public override string ToString() => $"{Operator} {Key} = {Value}";
}
