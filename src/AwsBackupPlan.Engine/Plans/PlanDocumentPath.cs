using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>The JSON paths of a plan document.</summary>
internal static class PlanDocumentPath
{
    private const string Unknown = "…";

    private static readonly Regex Beginning = new(@"\A(\$|\[[0-9]+\]|\.[A-Za-z]+(?=[.\[]|\z))*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static readonly Regex Member = new(@"\.[A-Za-z]+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly HashSet<string> Known = new(
        new JsonTypeInfo[]
        {
            PlanJson.Default.PlanDefinition, PlanJson.Default.RuleDefinition, PlanJson.Default.LifecycleDefinition, PlanJson.Default.CopyActionDefinition, PlanJson.Default.AdvancedBackupSettingDefinition,
            PlanJson.Default.IndexActionDefinition, PlanJson.Default.ScanActionDefinition, PlanJson.Default.ScanSettingDefinition,
        }.SelectMany(static type => type.Properties).Select(static property => property.Name).Concat(["BackupPlan", "BackupPlanTags"]),
        StringComparer.Ordinal);

    /// <summary>A path without the names that the document alone has, such as the keys of its tags.</summary>
    public static string WithoutContent(string path)
    {
        var beginning = Beginning.Match(path).Value;
        var stranger = Member.Matches(beginning).Cast<Match>().FirstOrDefault(static member => !Known.Contains(member.Value.Substring(1)));
        var shown = stranger is null ? beginning : beginning.Remove(stranger.Index);
        return shown.Length == path.Length ? path : $"{shown}{(shown.Length == 0 ? string.Empty : ".")}{Unknown}";
    }
}
