namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>What AWS allows in tags.</summary>
internal static class TagRules
{
    public const int MaximumTagsOfAResource = 50;

    public const int MaximumTagsOfARecoveryPoint = 10;

    private static readonly TextPattern Text = new(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", "letters, digits, blanks and _.:/=+-@");

    /// <summary>What is wrong with a tag's key, or <see langword="null"/>.</summary>
    public static string? KeyFault(string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            return "The key of a tag is empty. A key has 1–128 characters.";
        }

        if (key!.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
        {
            return $"The tag key '{key}' begins with 'aws:', which AWS keeps for itself. Choose another key.";
        }

        if (key.Length > 128)
        {
            return $"The tag key '{key.Substring(0, 20)}…' has {key.Length} characters; at most 128 are allowed.";
        }

        return Text.IsMatch(key) ? null : $"The tag key '{key}' has a character that AWS does not allow in tags. Use {Text.Allowed}.";
    }

    /// <summary>What is wrong with a tag's value, or <see langword="null"/>.</summary>
    public static string? ValueFault(string value)
    {
        if (value.Length > 256)
        {
            return $"The tag value has {value.Length} characters; at most 256 are allowed.";
        }

        return Text.IsMatch(value) ? null : $"The tag value '{value}' has a character that AWS does not allow in tags. Use {Text.Allowed}.";
    }
}
