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

    /// <summary>One of the workflows of GitHub, by its name.</summary>
    public static WorkflowFile OfName(string name) => OfGitHub.Single(file => string.Equals(Value(file.Root, "name"), name, StringComparison.Ordinal));

    /// <summary>The script of the step that has a name.</summary>
    public string ScriptOf(string step) => Mappings.Where(one => string.Equals(Value(one, "name") ?? Value(one, "displayName"), step, StringComparison.Ordinal)).Select(static one => Value(one, "run") ?? Value(one, "pwsh") ?? Value(one, "script")).Single(static text => text is not null)!;

    /// <summary>The jobs that a job waits for, and those that they wait for.</summary>
    public IReadOnlySet<string> NeededBy(string job)
    {
        IEnumerable<string> direct = Jobs[job].Children.TryGetValue("needs", out var needs) ? needs is YamlSequenceNode list ? list.Children.Select(static one => ((YamlScalarNode)one).Value!) : [((YamlScalarNode)needs).Value!] : [];
        return direct.SelectMany(one => NeededBy(one).Append(one)).ToHashSet(StringComparer.Ordinal);
    }

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
