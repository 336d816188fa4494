using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Kms;

/// <summary>The tags of keys.</summary>
internal static class KeyTags
{
    private const int MostTags = 50;

    /// <summary>The constraints of a list of tags.</summary>
    public static Member List(bool required) => new("Tags")
    {
        Required = required,
        Of =
        [
            new Member("TagKey") { Required = true, MinLength = 1, MaxLength = 128 },
            new Member("TagValue") { Required = true, MaxLength = 256 },
        ],
    };

    /// <summary>ListResourceTags.</summary>
    public static JsonObject ListResourceTags(KmsCall call)
    {
        var page = Paging.Page(
            call.Key().Tags, static tag => tag.Key, call.Input.Text("Marker"), call.World.PageSize(call.Input.Number("Limit"), 50), KeyListing.InvalidMarker);
        return KeyListing.Write("Tags", page, static tag => new JsonObject { ["TagKey"] = tag.Key, ["TagValue"] = tag.Value });
    }

    /// <summary>TagResource.</summary>
    public static JsonObject? TagResource(KmsCall call)
    {
        var key = call.Key();
        DemandChangeable(call, key);
        Apply(key, call.Input.Structures("Tags"));
        return null;
    }

    /// <summary>UntagResource.</summary>
    public static JsonObject? UntagResource(KmsCall call)
    {
        var key = call.Key();
        DemandChangeable(call, key);
        foreach (var name in call.Input.Texts("TagKeys"))
        {
            key.Tags.Remove(name);
        }

        return null;
    }

    /// <summary>Puts tags on a key.</summary>
    public static void Apply(KmsKey key, IReadOnlyList<OperationInput> tags)
    {
        var names = tags.Select(static tag => tag.RequiredText("TagKey")).ToArray();
        if (names.Any(static name => name.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
        {
            throw new SimulatedException("TagException", "Tags beginning with aws: are reserved");
        }

        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new SimulatedException("TagException", "Duplicate tag keys");
        }

        if (names.Union(key.Tags.Keys, StringComparer.Ordinal).Count() > MostTags)
        {
            throw new SimulatedException("LimitExceededException", "Too many tags");
        }

        foreach (var tag in tags)
        {
            key.Tags[tag.RequiredText("TagKey")] = tag.RequiredText("TagValue");
        }
    }

    private static void DemandChangeable(KmsCall call, KmsKey key)
    {
        KeyCreation.DemandCustomerManaged(key);
        key.Demand(call.Now, KeyState.Enabled, KeyState.Disabled, KeyState.Creating, KeyState.PendingImport, KeyState.Unavailable);
    }
}
