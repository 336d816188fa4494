using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>What GitHub does with a workflow, as far as the recipe needs it: steps in their order, conditions, environment, and the actions of others.</summary>
internal sealed partial class GitHubRunner(PipelineScene scene, IReadOnlyDictionary<string, string> values)
{
    private readonly JsonNode _workflow = RecipeFiles.ReadYaml("github-actions.yml");
    private readonly List<PipelineStepRun> _steps = [];
    private readonly Dictionary<string, string> _outcomes = new(StringComparer.Ordinal);
    private readonly string _artifact = scene.FolderOf("artifact");
    private readonly string _cache = scene.FolderOf("cache");
    private readonly string _summary = Path.Combine(scene.FolderOf("summary"), "summary.md");

    /// <summary>Folders that are in the way of files.</summary>
    public IReadOnlyList<string> InTheWay { get; init; } = [];

    /// <summary>Runs the job to its end. A second run has what the first has put into the cache, and a folder of the repository that is new.</summary>
    public async Task<PipelineRun> RunAsync()
    {
        _steps.Clear();
        _outcomes.Clear();
        File.Delete(_summary);
        foreach (var folder in (string[])["out", "baseline"])
        {
            Directory.CreateDirectory(Path.Combine(scene.Workspace, folder)).Delete(recursive: true);
        }

        foreach (var folder in InTheWay)
        {
            Directory.CreateDirectory(Path.Combine(scene.Workspace, folder));
        }

        foreach (var step in _workflow["jobs"]!["nightly"]!["steps"]!.AsArray())
        {
            if (Holds((string?)step!["if"]))
            {
                await RunAsync(step);
            }
        }

        return new PipelineRun([.. _steps], File.Exists(_summary) ? await File.ReadAllTextAsync(_summary, TestContext.Current.CancellationToken) : string.Empty, _artifact);
    }

    private async Task RunAsync(JsonNode step)
    {
        var name = (string?)step["name"] ?? (string)step["uses"]!;
        if ((string?)step["run"] is not { } script)
        {
            _steps.Add(new PipelineStepRun(name, ExitCode: 0, Act((string)step["uses"]!, step["with"]), Error: string.Empty));
            return;
        }

        Assert.Equal("pwsh", (string?)_workflow["defaults"]!["run"]!["shell"]);
        Assert.DoesNotContain("${{", script, StringComparison.Ordinal);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GITHUB_STEP_SUMMARY"] = _summary };
        foreach (var (variable, value) in step["env"]?.AsObject() ?? [])
        {
            environment[variable] = Evaluate((string)value!);
        }

        var run = await scene.RunScriptAsync(name, script, environment);
        _steps.Add(run);
        if ((string?)step["id"] is { } id)
        {
            _outcomes[id] = run.ExitCode == 0 ? "success" : "failure";
        }
    }

    // What the action does for those that come after it, and what it was told.
    private string Act(string action, JsonNode? with)
    {
        var input = (with?.AsObject() ?? []).ToDictionary(static pair => pair.Key, pair => Evaluate((string)pair.Value!), StringComparer.Ordinal);
        switch (action.Split('@')[0])
        {
            case "actions/checkout" or "aws-actions/configure-aws-credentials" or "github/codeql-action/upload-sarif":
                break;
            case "actions/cache/restore":
                Copy(_cache, Path.Combine(scene.Workspace, input["path"]));
                break;
            case "actions/cache/save":
                Copy(Path.Combine(scene.Workspace, input["path"]), _cache);
                break;
            case "actions/upload-artifact":
                Copy(Path.Combine(scene.Workspace, input["path"]), _artifact);
                break;
            default:
                Assert.Fail($"The test does not know what {action} does.");
                break;
        }

        return string.Join('\n', input.Select(static pair => $"{pair.Key}={pair.Value}"));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.Exists(from) ? Directory.GetFiles(from) : [])
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }

    private bool Holds(string? condition)
    {
        var terms = condition is null ? [] : Expression().Replace(condition, "${expression}").Split("&&", StringSplitOptions.TrimEntries);
        return (Array.IndexOf(terms, "!cancelled()") >= 0 || _steps.TrueForAll(static step => step.ExitCode == 0))
            && Array.TrueForAll(terms, term => term is "!cancelled()" || Compares(term));
    }

    private bool Compares(string term)
    {
        var parts = Comparison().Match(term);
        Assert.True(parts.Success, $"The test does not know the condition {term}.");
        var same = string.Equals(ValueOf(parts.Groups["left"].Value), parts.Groups["right"].Value, StringComparison.Ordinal);
        return parts.Groups["operator"].Value is "==" ? same : !same;
    }

    private string Evaluate(string text) => Expression().Replace(text, match => ValueOf(match.Groups["expression"].Value));

    private string ValueOf(string expression)
    {
        if (HashFiles().Match(expression) is { Success: true } files)
        {
            return File.Exists(Path.Combine(scene.Workspace, files.Groups["file"].Value)) ? "hash" : string.Empty;
        }

        return expression.StartsWith("steps.", StringComparison.Ordinal)
            ? _outcomes.GetValueOrDefault(expression.Split('.')[1], "skipped")
            : values.GetValueOrDefault(expression, string.Empty);
    }

    [GeneratedRegex(@"\$\{\{\s*(?<expression>.*?)\s*\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expression();

    [GeneratedRegex("^(?<left>.+?) (?<operator>==|!=) '(?<right>[^']*)'$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^hashFiles\('(?<file>[^']+)'\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HashFiles();
}
