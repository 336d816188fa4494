using System.Text.Json.Nodes;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>What Azure DevOps does with a pipeline, as far as the recipe needs it.</summary>
internal sealed class AzureRunner(PipelineScene scene, IReadOnlyDictionary<string, string> values)
{
    private readonly JsonNode _pipeline = RecipeFiles.ReadYaml("azure-devops.yml");
    private readonly List<PipelineStepRun> _steps = [];
    private readonly string _artifact = scene.FolderOf("artifact");

    /// <summary>Runs the job to its end. The output of the step of test results is the file that it publishes.</summary>
    public async Task<PipelineRun> RunAsync()
    {
        File.Copy(RecipeFiles.PathOf("azure-devops.ps1"), Path.Combine(scene.Workspace, "azure-devops.ps1"));
        foreach (var step in _pipeline["jobs"]![0]!["steps"]!.AsArray())
        {
            var condition = (string?)step!["condition"] ?? "succeeded()";
            Assert.Contains(condition, (string[])["succeeded()", "succeededOrFailed()"]);
            if (condition is "succeededOrFailed()" || _steps.TrueForAll(static done => done.ExitCode == 0))
            {
                _steps.Add(await RunAsync(step, (string?)step["displayName"] ?? "checkout"));
            }
        }

        const string command = "##vso[task.uploadsummary]";
        var page = _steps.SelectMany(static step => step.Output.Split('\n')).SingleOrDefault(static line => line.StartsWith(command, StringComparison.Ordinal));
        return new PipelineRun(_steps, page is null ? string.Empty : await File.ReadAllTextAsync(page[command.Length..], TestContext.Current.CancellationToken), _artifact);
    }

    private async Task<PipelineStepRun> RunAsync(JsonNode step, string name)
    {
        var environment = (step["env"]?.AsObject() ?? []).ToDictionary(static pair => pair.Key, pair => Evaluate((string)pair.Value!), StringComparer.Ordinal);
        if ((string?)step["pwsh"] is { } script)
        {
            return await scene.RunScriptAsync(name, script, environment);
        }

        var inputs = step["inputs"];
        return (string?)step["task"] switch
        {
            "AWSShellScript@1" => await RunShellAsync(name, inputs!, environment),
            "PublishTestResults@2" => Done(name, Read(Path.Combine(Folder(inputs!["searchFolder"]!), (string)inputs["testResultsFiles"]!))),
            "PublishPipelineArtifact@1" => Done(name, Publish(Folder(inputs!["targetPath"]!))),
            null => Done(name, string.Empty),
            var task => throw new InvalidOperationException($"The test does not know what {task} does."),
        };
    }

    // One command of bash without quotes: pwsh with options that say nothing to the Sandbox, then the script.
    private Task<PipelineStepRun> RunShellAsync(string name, JsonNode inputs, Dictionary<string, string> environment)
    {
        Assert.Equal(("inline", "true", scene.Workspace), ((string?)inputs["scriptType"], (string?)inputs["disableAutoCwd"], Folder(inputs["workingDirectory"]!)));
        var words = ((string)inputs["inlineScript"]!).Split(' ');
        Assert.Equal("pwsh -NoLogo -NoProfile -NonInteractive -File azure-devops.ps1".Split(' '), words[..6]);
        return scene.RunAsync(name, words[4..], environment);
    }

    // Without a file the task warns.
    private static string Read(string file) => File.Exists(file) ? File.ReadAllText(file) : string.Empty;

    private string Publish(string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
        {
            File.Copy(file, Path.Combine(_artifact, Path.GetFileName(file)));
        }

        return folder;
    }

    private static PipelineStepRun Done(string name, string output) => new(name, ExitCode: 0, output, Error: string.Empty);

    private string Folder(JsonNode path) => ((string)path!).Replace("$(Build.SourcesDirectory)", scene.Workspace, StringComparison.Ordinal);

    // What is not defined stays as it is written.
    private string Evaluate(string text) => values.GetValueOrDefault(text, text);
}
