using AwsBackupPlan.Module.Tests.Harness;
using YamlDotNet.RepresentationModel;

namespace AwsBackupPlan.Module.Tests.Workflows;

/// <summary>A pipeline of the repository, as its YAML says it.</summary>
/// <param name="Path">Where it is in the repository.</param>
/// <param name="Root">The whole of it.</param>
internal sealed record WorkflowFile(string Path, YamlMappingNode Root)
{
    /// <summary>The workflows of GitHub.</summary>
    public static IReadOnlyList<WorkflowFile> OfGitHub { get; } = [.. Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, ".github", "workflows")).Order(StringComparer.Ordinal).Select(static file => Read($".github/workflows/{System.IO.Path.GetFileName(file)}"))];

    /// <summary>The pipeline of Azure.</summary>
    public static WorkflowFile OfAzure { get; } = Read("azure-pipelines.yml");

    /// <summary>The text.</summary>
    public string Text => File.ReadAllText(System.IO.Path.Combine(Repository.Root, Path));

    /// <summary>Every mapping in it, however deep.</summary>
    public IEnumerable<YamlMappingNode> Mappings => Root.AllNodes.OfType<YamlMappingNode>();

    /// <summary>The scripts in it, with the shell that runs each.</summary>
    public IEnumerable<(string Shell, string Text)> Scripts => Mappings.SelectMany(static step => new[]
    {
        (Value(step, "shell") ?? "bash", Value(step, "run")),
        ("pwsh", Value(step, "pwsh")),
        ("powershell", Value(step, "powershell")),
        ("bash", Value(step, "script")),
        ("bash", Value(step, "bash")),
    }).Where(static script => script.Item2 is not null).Select(static script => (script.Item1, script.Item2!));

    /// <summary>The jobs of a workflow of GitHub, by name.</summary>
    public IReadOnlyDictionary<string, YamlMappingNode> Jobs => ((YamlMappingNode)Root.Children["jobs"]).Children.ToDictionary(static job => ((YamlScalarNode)job.Key).Value!, static job => (YamlMappingNode)job.Value, StringComparer.Ordinal);

    /// <summary>What a mapping has under a key, where that is a text.</summary>
    public static string? Value(YamlMappingNode mapping, string key) => mapping.Children.TryGetValue(key, out var value) && value is YamlScalarNode { Value: { } text } ? text : null;

    /// <inheritdoc/>
    public override string ToString() => Path;

    private static WorkflowFile Read(string path)
    {
        using var text = File.OpenText(System.IO.Path.Combine(Repository.Root, path));
        var yaml = new YamlStream();
        yaml.Load(text);
        return new WorkflowFile(path, (YamlMappingNode)Assert.Single(yaml.Documents).RootNode);
    }
}
