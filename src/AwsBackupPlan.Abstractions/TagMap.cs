using System.Collections.ObjectModel;

namespace AwsBackupPlan;

/// <summary>Tags, keys compared with case. As text, in a file too, they are <c>ABS=payroll; Owner=finance</c>.</summary>
internal sealed class TagMap : ReadOnlyDictionary<string, string>
{
    private TagMap(Dictionary<string, string> tags)
        : base(tags)
    {
    }

    /// <summary>No tags.</summary>
    public static TagMap None { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Tags as such a map; none where there are none.</summary>
    public static TagMap Of(IReadOnlyDictionary<string, string>? tags) => tags is null ? None : tags as TagMap ?? new TagMap(tags.ToDictionary(static tag => tag.Key, static tag => tag.Value, StringComparer.Ordinal));

    /// <summary>The tags by key.</summary>
    public override string ToString() => string.Join("; ", this.OrderBy(static tag => tag.Key, StringComparer.Ordinal).Select(static tag => $"{tag.Key}={tag.Value}"));
}
