using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>Finds the plan and its tags in a document of any of the three forms.</summary>
internal sealed class PlanDocumentReader(FaultList faults)
{
    private const string Forms = "A plan document is [plan, tags], a plan alone, or { \"BackupPlan\": plan, \"BackupPlanTags\": tags }.";

    // What an object at the top can have, as a plan alone and as a wrapper: which of the two it is shows through typing errors.
    private static readonly string[] TopMembers = ["BackupPlan", "BackupPlanTags", "BackupPlanName", "Rules", "AdvancedBackupSettings", "ScanSettings"];

    private readonly StrictJsonReader _json = new(faults);

    public PlanDefinition Plan { get; private set; } = new();

    public IReadOnlyDictionary<string, string> Tags { get; private set; } = Map.Empty;

    public string PlanPath { get; private set; } = "$";

    public string TagsPath { get; private set; } = "$";

    /// <summary>Reads the text; everything wrong goes to the faults.</summary>
    public void Read(string json)
    {
        // A byte order mark survives reading a file with the wrong decoder.
        string text = json.TrimStart('\uFEFF');
        if (string.IsNullOrWhiteSpace(text))
        {
            faults.Add("$", $"It is empty. {Forms}");
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            ReadRoot(document.RootElement);
        }
        catch (JsonException exception)
        {
            faults.Add("$", $"It is not JSON: {Where(exception)}{Says(exception)} (Comments and trailing commas are not JSON.)");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // The text itself, or the name of a member in it.
            faults.Add("$", "It is not valid text: it has half of a surrogate pair. Save the document as UTF-8.");
        }
    }

    // What the parser says to programmers is left out, and where it was, which stands in front.
    private static string Says(JsonException exception)
    {
        string text = exception.Message;
        foreach (string end in new[] { " Change the reader options.", " Path: ", " LineNumber: " })
        {
            int at = text.IndexOf(end, StringComparison.Ordinal);
            text = at < 0 ? text : text.Substring(0, at);
        }

        return text;
    }

    private static string Where(JsonException exception)
        => exception.LineNumber is { } line ? $"line {line + 1}: " : string.Empty;

    private void ReadRoot(JsonElement root)
    {
        switch (root.ValueKind)
        {
            case JsonValueKind.Array:
                ReadArray(root);
                break;
            case JsonValueKind.Object when IsWrapper(root):
                ReadWrapper(root);
                break;
            case JsonValueKind.Object:
                ReadPlan(root, "$");
                break;
            default:
                faults.Add("$", $"It is {StrictJsonReader.Describe(root)}. {Forms}");
                break;
        }
    }

    private void ReadArray(JsonElement root)
    {
        int length = root.GetArrayLength();
        if (length == 0)
        {
            faults.Add("$", $"The array is empty. {Forms}");
            return;
        }

        ReadPlan(root[0], "$[0]");
        TagsPath = "$[1]";
        if (length > 1)
        {
            ReadTags(root[1], TagsPath);
        }

        if (length > 2)
        {
            faults.Add("$[2]", $"The array has {length} elements. {Forms}");
        }
    }

    private static bool IsWrapper(JsonElement root)
        => root.EnumerateObject().Any(member => Spelling.Nearest(member.Name, TopMembers) is "BackupPlan" or "BackupPlanTags");

    private void ReadWrapper(JsonElement root)
    {
        (PlanPath, TagsPath) = ("$.BackupPlan", "$.BackupPlanTags");
        bool hasPlan = false;
        foreach (JsonProperty member in _json.Members(root, "$", ["BackupPlan", "BackupPlanTags"]))
        {
            if (member.Name is "BackupPlan")
            {
                hasPlan = true;
                ReadPlan(member.Value, PlanPath);
            }
            else
            {
                ReadTags(member.Value, TagsPath);
            }
        }

        if (!hasPlan)
        {
            faults.Add("$.BackupPlan", "It is missing. Put the plan there.");
        }
    }

    private void ReadPlan(JsonElement plan, string path)
    {
        PlanPath = path;
        if (plan.ValueKind is JsonValueKind.Null)
        {
            faults.Add(path, "The plan is null. Put an object with \"Rules\" there.");
            return;
        }

        if (_json.Read(plan, typeof(PlanDefinition), path) is JsonObject read)
        {
            Plan = read.Deserialize(PlanJson.Default.PlanDefinition) ?? Plan;
        }
    }

    private void ReadTags(JsonElement tags, string path)
    {
        if (_json.Read(tags, typeof(IReadOnlyDictionary<string, string>), path) is JsonObject read)
        {
            Tags = read.Deserialize(PlanJson.Default.DictionaryStringString) ?? Tags;
        }
    }
}
