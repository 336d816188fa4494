using System.Text.Json.Nodes;
using AwsBackupPlan.Module.Tests.Harness;
using YamlDotNet.Serialization;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>The files of docs/recipes, as they are.</summary>
internal static class RecipeFiles
{
    /// <summary>The folder.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "docs", "recipes");

    /// <summary>The path of a file.</summary>
    public static string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>The text of a file.</summary>
    public static string Read(string name) => File.ReadAllText(PathOf(name));

    /// <summary>A YAML file as JSON, with all values as texts.</summary>
    public static JsonNode ReadYaml(string name)
    {
        var tree = new DeserializerBuilder().Build().Deserialize(new StringReader(Read(name)));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(tree))!;
    }
}
