using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Ssm;

/// <summary>The tags of parameters.</summary>
internal static class ParameterTags
{
    private const string TagPattern = @"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)";
    private const int MostTags = 50;

    /// <summary>The constraints of a list of tags.</summary>
    public static Member List { get; } = new("Tags")
    {
        MaxLength = 1000,
        Of =
        [
            new Member("Key") { Required = true, MinLength = 1, MaxLength = 128, Pattern = TagPattern },
            new Member("Value") { Required = true, MaxLength = 256, Pattern = TagPattern },
        ],
    };

    /// <summary>What names the parameter in the operations on tags.</summary>
    public static Member[] Resource { get; } =
    [
        new("ResourceType") { Required = true },
        new("ResourceId") { Required = true },
    ];

    /// <summary>AddTagsToResource.</summary>
    public static JsonObject AddTagsToResource(SsmCall call)
    {
        Apply(Find(call), call.Input.Structures("Tags"));
        return [];
    }

    /// <summary>RemoveTagsFromResource.</summary>
    public static JsonObject RemoveTagsFromResource(SsmCall call)
    {
        var parameter = Find(call);
        foreach (var key in call.Input.Texts("TagKeys"))
        {
            parameter.Tags.Remove(key);
        }

        return [];
    }

    /// <summary>ListTagsForResource.</summary>
    public static JsonObject ListTagsForResource(SsmCall call) => new()
    {
        ["TagList"] = new JsonArray([.. Find(call).Tags.Select(static tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
    };

    /// <summary>Puts tags on a parameter.</summary>
    public static void Apply(Parameter parameter, IReadOnlyList<OperationInput> tags)
    {
        foreach (var tag in tags)
        {
            var key = tag.RequiredText("Key");
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw new SimulatedException("ValidationException", $"The tag key {key} is reserved: it begins with aws:.");
            }

            parameter.Tags[key] = tag.RequiredText("Value");
        }

        if (parameter.Tags.Count > MostTags)
        {
            throw new SimulatedException("TooManyTagsError", $"A parameter can have at most {MostTags} tags.");
        }
    }

    private static Parameter Find(SsmCall call)
    {
        var type = call.Input.RequiredText("ResourceType");
        var id = call.Input.RequiredText("ResourceId");
        return type is not "Parameter"
            ? throw new SimulatedException("InvalidResourceType", $"Resources of type {type} are not simulated.")
            : call.Store.Parameters.GetValueOrDefault(call.NameIn(id)) ?? throw new SimulatedException("InvalidResourceId", $"There is no parameter {id}.");
    }
}
