using System.Reflection;
using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>The JSON paths of a plan document.</summary>
internal static class PlanDocumentPath
{
    private const string Unknown = "…";

    private static readonly Regex Beginning = new(@"\A(\$|\[[0-9]+\]|\.[A-Za-z]+(?=[.\[]|\z))*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static readonly Regex Member = new(@"\.[A-Za-z]+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly HashSet<string> Known = new(
        new[]
        {
            typeof(PlanDefinition), typeof(RuleDefinition), typeof(LifecycleDefinition), typeof(CopyActionDefinition), typeof(AdvancedBackupSettingDefinition), typeof(IndexActionDefinition),
            typeof(ScanActionDefinition), typeof(ScanSettingDefinition),
        }.SelectMany(static type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)).Select(static property => property.Name).Concat(["BackupPlan", "BackupPlanTags"]),
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
