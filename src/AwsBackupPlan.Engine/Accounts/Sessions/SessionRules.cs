namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>What AWS allows in the tags and the source identity of a session.</summary>
internal static class SessionRules
{
    private const int MaximumTags = 50;

    /// <summary>Everything that is wrong with them.</summary>
    public static IEnumerable<ParameterFault> Faults(ConnectionOptions options)
    {
        if (options.SessionTags.Count > MaximumTags)
        {
            yield return new("SessionTag", $"{options.SessionTags.Count} session tags are given; AWS takes {MaximumTags}.");
        }

        foreach (var fault in options.SessionTags.SelectMany(static tag => new[] { TagRules.KeyFault(tag.Key), TagRules.ValueFault(tag.Value) }).OfType<string>())
        {
            yield return new("SessionTag", fault);
        }

        foreach (var twice in options.SessionTags.GroupBy(static tag => tag.Key, StringComparer.OrdinalIgnoreCase).Where(static keys => keys.Count() > 1))
        {
            yield return new("SessionTag", $"The keys {string.Join(" and ", twice.Select(static tag => $"'{tag.Key}'"))} are one to AWS, which tells the keys of session tags apart without case. Keep one of them.");
        }

        foreach (var key in options.TransitiveTagKeys.Where(key => !options.SessionTags.Any(tag => string.Equals(tag.Key, key, StringComparison.OrdinalIgnoreCase))))
        {
            yield return new("TransitiveTagKey", $"'{key}' is not the key of a session tag. Give the tag with -SessionTag, too.");
        }

        if (options.SourceIdentity is { } identity && !AccountPatterns.SourceIdentity.IsMatch(identity))
        {
            yield return new("SourceIdentity", $"'{identity}' is not a source identity: it has {AccountPatterns.SourceIdentity.Allowed}.");
        }
    }
}
