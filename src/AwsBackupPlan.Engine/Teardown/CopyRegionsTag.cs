namespace AwsBackupPlan.Engine.Teardown;

/// <summary>
/// The tag of the primary vault that names the copy Regions once the plan, which alone named them, has gone: without it a removal that is stopped half-way
/// could not be taken up by whoever does not know them.
/// </summary>
internal static class CopyRegionsTag
{
    /// <summary>The tag's key. What does not fit goes into further tags, whose keys begin with it.</summary>
    public const string Key = "AwsBackupPlan:CopyRegions";

    // As many names of Regions as a tag's value, 256 characters, has room for in any case.
    private const int InOneTag = 12;

    private static readonly TextPattern Region = new("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}", "the name of a Region");

    /// <summary>The Regions that the tags of a vault name.</summary>
    public static IReadOnlyList<string> Read(IReadOnlyDictionary<string, string> tags) =>
    [
        .. tags
            .Where(static tag => tag.Key.StartsWith(Key, StringComparison.Ordinal))
            .SelectMany(static tag => tag.Value.Split(' '))
            .Where(Region.IsMatch)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(static region => region, StringComparer.Ordinal),
    ];

    /// <summary>The tags that name Regions.</summary>
    public static Dictionary<string, string> Write(IReadOnlyCollection<string> regions) => regions
        .Select(static (region, index) => (Region: region, Tag: index / InOneTag))
        .GroupBy(static item => item.Tag, static item => item.Region)
        .ToDictionary(static tag => tag.Key == 0 ? Key : $"{Key}:{tag.Key + 1}", static tag => string.Join(" ", tag), StringComparer.Ordinal);
}
