using System.Xml.Linq;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Rds;

/// <summary>The tags of databases.</summary>
internal static class DatabaseTags
{
    private const int MostTags = 50;

    /// <summary>AddTagsToResource.</summary>
    public static IEnumerable<XElement> AddTagsToResource(RdsCall call)
    {
        Apply(Find(call), call.Input.Structures("Tags"));
        return [];
    }

    /// <summary>RemoveTagsFromResource.</summary>
    public static IEnumerable<XElement> RemoveTagsFromResource(RdsCall call)
    {
        var database = Find(call);
        foreach (var key in call.Input.Texts("TagKeys"))
        {
            database.Tags.Remove(key);
        }

        return [];
    }

    /// <summary>ListTagsForResource.</summary>
    public static IEnumerable<XElement> ListTagsForResource(RdsCall call) => [DatabaseXml.Tags(Find(call))];

    /// <summary>Puts tags on a database.</summary>
    public static void Apply(Database database, IReadOnlyList<OperationInput> tags)
    {
        foreach (var tag in tags)
        {
            var (key, value) = (tag.Text("Key") ?? string.Empty, tag.Text("Value") ?? string.Empty);
            if (key.Length is < 1 or > 128 || value.Length > 256 || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw new SimulatedException("InvalidParameterValue", $"The tag '{key}' is not valid: a key has 1 to 128 characters and does not begin with aws:, a value has at most 256.");
            }

            database.Tags[key] = value;
        }

        if (database.Tags.Count > MostTags)
        {
            throw new SimulatedException("InvalidParameterValue", $"A resource can have at most {MostTags} tags.");
        }
    }

    private static Database Find(RdsCall call)
    {
        var name = call.Input.RequiredText("ResourceName");
        if (!Arn.TryParse(name, out var arn)
            || arn.Service is not "rds"
            || !string.Equals(arn.AccountId, call.Request.AccountId, StringComparison.Ordinal)
            || !string.Equals(arn.Region, call.Request.Region, StringComparison.Ordinal)
            || arn.Resource.Split(':') is not ["db" or "cluster", _])
        {
            throw new SimulatedException("InvalidParameterValue", $"Invalid resource name: {name}");
        }

        return call.Find(name, arn.Resource.StartsWith("cluster:", StringComparison.Ordinal));
    }
}
