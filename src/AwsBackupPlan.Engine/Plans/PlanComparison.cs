using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>Compares what is there with what is desired, after both were brought to one form.</summary>
public static class PlanComparison
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>In what the plans differ; empty when AWS Backup does the same for both. Rules are matched by name and copy actions by destination.</summary>
    public static IReadOnlyList<PropertyDifference> ComparePlans(PlanDefinition actual, PlanDefinition desired)
        => Compare(NormalForm.Of(actual), NormalForm.Of(desired));

    /// <summary>In what the selections differ. Either of the module's two names of a selection is right.</summary>
    public static IReadOnlyList<PropertyDifference> CompareSelections(SelectionDefinition actual, SelectionDefinition desired, ResourceNames names)
    {
        bool named = string.Equals(actual.SelectionName, names.Selection, StringComparison.Ordinal)
            || string.Equals(actual.SelectionName, names.AlternateSelection, StringComparison.Ordinal);
        return Compare(NormalForm.Of(named ? actual with { SelectionName = desired.SelectionName } : actual), NormalForm.Of(desired));
    }

    /// <summary>Which desired tags are missing or have another value. Tags that are not desired may be other people's: they are no difference and are never removed.</summary>
    public static IReadOnlyList<PropertyDifference> CompareTags(IReadOnlyDictionary<string, string> actual, IReadOnlyDictionary<string, string> desired)
    {
        IEnumerable<KeyValuePair<string, string>> desiredAlone = actual.Where(tag => desired.ContainsKey(tag.Key));
        return Compare(NormalForm.OfTags(desiredAlone), NormalForm.OfTags(desired));
    }

    private static IReadOnlyList<PropertyDifference> Compare(JsonObject actual, JsonObject desired)
    {
        var differences = new List<PropertyDifference>();
        AddDifferences(differences, string.Empty, actual, desired);
        return [.. differences.OrderBy(difference => difference.Path, StringComparer.Ordinal)];
    }

    private static void AddDifferences(List<PropertyDifference> differences, string path, JsonObject actual, JsonObject desired)
    {
        foreach (string name in actual.Select(member => member.Key).Union(desired.Select(member => member.Key), StringComparer.Ordinal))
        {
            string memberPath = path.Length == 0 ? name : $"{path}.{name}";
            JsonNode? left = actual[name];
            JsonNode? right = desired[name];
            if (left is JsonObject leftObject && right is JsonObject rightObject)
            {
                AddDifferences(differences, memberPath, leftObject, rightObject);
            }
            else if (!JsonNode.DeepEquals(left, right))
            {
                differences.Add(new PropertyDifference { Path = memberPath, Actual = left?.ToJsonString(Readable), Desired = right?.ToJsonString(Readable) });
            }
        }
    }
}
