using System.Management.Automation.Language;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsBackupPlan.Engine.Tests.Compliance;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Tests.Peers;
using YamlDotNet.RepresentationModel;

namespace AwsBackupPlan.Module.Tests.Workflows;

/// <summary>The workflows of GitHub and the pipeline of Azure: what of them can be known before they run.</summary>
public sealed partial class WorkflowTests
{
    // Newer than the linter is.
    private static readonly string[] NewWords = ["unknown permission scope \"attestations\"", "undefined variable \"vars\""];

    private const string Lint = """
        const { createLinter } = require(process.argv[1]);
        const { readFileSync } = require('fs');
        createLinter().then(lint => console.log(JSON.stringify(process.argv.slice(2).flatMap(file => lint(readFileSync(file, 'utf8'), file)))));
        """;

    private static IEnumerable<WorkflowFile> All => WorkflowFile.OfGitHub.Append(WorkflowFile.OfAzure);

    [Fact]
    public void There_are_those_that_the_repository_speaks_of()
        => Assert.Equal(["ci", "codeql", "dependency-review", "gate", "official-sdk", "release", "test-package"], WorkflowFile.OfGitHub.Select(static file => WorkflowFile.Value(file.Root, "name")!));

    [Fact]
    public async Task Actionlint_finds_no_fault_with_them()
    {
        var files = WorkflowFile.OfGitHub.Select(static file => Path.Combine(Repository.Root, file.Path)).Append(Path.Combine(Repository.Root, "docs", "recipes", "github-actions.yml")).ToList();

        Assert.DoesNotContain(await FaultsAsync(files), static fault => !Array.Exists(NewWords, word => fault.Contains(word, StringComparison.Ordinal)));
        var broken = Path.Combine(Directory.CreateTempSubdirectory("workflow").FullName, "ci.yml");
        await File.WriteAllTextAsync(broken, WorkflowFile.OfGitHub[0].Text.Replace("needs: package", "needs: pakage", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.NotEmpty(await FaultsAsync([broken]));
        Directory.Delete(Path.GetDirectoryName(broken)!, recursive: true);
    }

    [Fact]
    public void Nobody_gets_more_rights_than_are_needed_and_no_job_runs_for_ever()
    {
        Assert.All(WorkflowFile.OfGitHub, static file =>
        {
            var granted = (YamlMappingNode)file.Root.Children["permissions"];
            Assert.Equal(("contents", "read"), (((YamlScalarNode)Assert.Single(granted.Children).Key).Value, WorkflowFile.Value(granted, "contents")));
            Assert.All(file.Jobs.Values, static job => Assert.True(WorkflowFile.Value(job, "timeout-minutes") is not null || WorkflowFile.Value(job, "uses") is not null));
            Assert.True(file.Root.Children.ContainsKey("concurrency") || file.Text.Contains("workflow_call", StringComparison.Ordinal));
        });
        Assert.DoesNotContain("pull_request_target", string.Concat(WorkflowFile.OfGitHub.Select(static file => file.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_action_of_others_is_pinned_to_a_commit_and_the_same_one_everywhere()
    {
        var used = WorkflowFile.OfGitHub.SelectMany(static file => file.Text.Split('\n')).Where(static line => line.Contains("uses: ", StringComparison.Ordinal) && !line.Contains("uses: ./", StringComparison.Ordinal))
            .Select(static line => Pinned().Match(line)).ToList();

        Assert.NotEmpty(used);
        Assert.All(used, static match => Assert.True(match.Success));
        Assert.All(used.GroupBy(static match => match.Groups["owner"].Value, StringComparer.Ordinal), static action => Assert.Single(action.Select(static match => match.Groups["commit"].Value).Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public void No_script_is_put_together_from_expressions()
        => Assert.All(WorkflowFile.OfGitHub, static file => Assert.DoesNotContain(file.Scripts, static script => script.Text.Contains("${{", StringComparison.Ordinal)));

    [Fact]
    public void Every_PowerShell_script_in_them_parses()
    {
        var scripts = All.SelectMany(static file => file.Scripts).Where(static script => script.Shell is "pwsh" or "powershell").ToList();

        Assert.InRange(scripts.Count, 8, 100);
        Assert.All(scripts, static script =>
        {
            Parser.ParseInput(script.Text, out _, out var errors);
            Assert.Empty(errors);
        });
    }

    [Fact]
    public void Every_script_project_and_task_that_they_name_is_there()
    {
        var scripts = All.SelectMany(static file => file.Scripts).Select(static script => script.Text).ToList();
        var paths = scripts.SelectMany(static text => Named().Matches(text)).Select(static match => match.Value).Concat(WorkflowFile.OfGitHub.SelectMany(static file => file.Jobs.Values).Select(static job => WorkflowFile.Value(job, "uses")).OfType<string>()).Distinct(StringComparer.Ordinal).ToList();
        var tasks = scripts.SelectMany(static text => Tasks().Matches(text)).SelectMany(static match => match.Groups["names"].Value.Split(", ")).Distinct(StringComparer.Ordinal).ToList();

        Assert.Superset(new HashSet<string>(["./build.ps1", ".ci/run", "src/AwsBackupPlan.Simulator", "./.github/workflows/gate.yml", "./.github/workflows/test-package.yml"], StringComparer.Ordinal), paths.ToHashSet(StringComparer.Ordinal));
        Assert.All(paths, static path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
        Assert.Equal(["Analyze", "Pack", "Pester", "Sign"], tasks.Order(StringComparer.Ordinal));
        var script = Parser.ParseFile(Path.Combine(Repository.Root, "build.ps1"), out _, out _);
        Assert.All(tasks, task => Assert.NotNull(script.Find(node => node is FunctionDefinitionAst function && string.Equals(function.Name, $"Invoke-{task}Task", StringComparison.Ordinal), searchNestedScriptBlocks: false)));
    }

    [Fact]
    public void Every_artifact_that_is_taken_was_given_before()
    {
        foreach (var file in WorkflowFile.OfGitHub)
        {
            var given = Artifacts(file, "actions/upload-artifact");
            var calls = file.Jobs.Values.Any(static job => WorkflowFile.Value(job, "uses") is "./.github/workflows/test-package.yml");
            Assert.True(!calls || given.Contains("package"));
            Assert.Subset(given.Concat(file.Path.EndsWith("test-package.yml", StringComparison.Ordinal) ? ["package"] : Array.Empty<string>()).ToHashSet(StringComparer.Ordinal), Artifacts(file, "actions/download-artifact"));
        }
    }

    [Fact]
    public void Only_a_pull_request_ends_what_runs_and_only_what_is_its_own()
    {
        const string PullRequest = "github.event_name == 'pull_request'";
        var concurrent = WorkflowFile.OfGitHub.Where(static file => file.Root.Children.ContainsKey("concurrency")).Select(static file => (File: file, Rule: (YamlMappingNode)file.Root.Children["concurrency"])).ToList();

        Assert.Equal(5, concurrent.Count);
        Assert.All(concurrent, one =>
        {
            var name = WorkflowFile.Value(one.File.Root, "name");
            var rule = (WorkflowFile.Value(one.Rule, "group"), WorkflowFile.Value(one.Rule, "cancel-in-progress"));
            Assert.Equal(
                name switch
                {
                    "release" => ("release-${{ github.ref }}", "false"),
                    "dependency-review" => ("dependency-review-${{ github.ref }}", "true"),
                    _ => ($"{name}-${{{{ {PullRequest} && github.ref || github.run_id }}}}", $"${{{{ {PullRequest} }}}}"),
                },
                rule);
        });
    }

    [Theory]
    [InlineData("test-package")]
    [InlineData("azure-pipelines")]
    public async Task A_PowerShell_of_another_version_than_the_one_that_is_tested_fails(string name)
    {
        var script = (string.Equals(name, "test-package", StringComparison.Ordinal) ? WorkflowFile.OfName(name) : WorkflowFile.OfAzure).ScriptOf("Run Pester");
        var child = ((ScriptBlockExpressionAst)Parser.ParseInput(script, out _, out _).Find(static node => node is ScriptBlockExpressionAst, searchNestedScriptBlocks: true)!).ScriptBlock.Extent.Text;

        // What it asks is the version of the PowerShell at hand, whichever that is.
        var right = await RunAsync("$env:VERSION = \"$($PSVersionTable.PSVersion.Major).$($PSVersionTable.PSVersion.Minor)\"");
        var wrong = await RunAsync("$env:VERSION = \"$($PSVersionTable.PSVersion.Major).$($PSVersionTable.PSVersion.Minor - 1)\"");

        Assert.True(right.ExitCode == 0, right.Output);
        Assert.Contains("-Task Pester", right.Output, StringComparison.Ordinal);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("This is PowerShell 7.", wrong.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("-Task Pester", wrong.Output, StringComparison.Ordinal);

        async Task<StockPowerShell> RunAsync(string version)
        {
            var folder = Directory.CreateTempSubdirectory("version").FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "build.ps1"), "Write-Output \"$args\"", TestContext.Current.CancellationToken);
            try
            {
                return await StockPowerShell.RunAsync($"function Install-Module {{ }}\n{version}\n& {child}", folder);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    [Fact]
    public void Nothing_takes_a_nupkg_by_a_PSResourceGet_that_cannot()
    {
        var jobs = WorkflowFile.OfGitHub.SelectMany(static file => file.Jobs.Values).Where(static job => job.Children.ContainsKey("steps"))
            .Select(static job => ((YamlSequenceNode)job.Children["steps"]).Children.Cast<YamlMappingNode>().Select(static step => WorkflowFile.Value(step, "run")).OfType<string>().ToList())
            .Where(static scripts => scripts.Exists(static text => text.Contains("-NupkgPath", StringComparison.Ordinal))).ToList();

        Assert.Equal(2, jobs.Count);
        Assert.All(jobs, static scripts =>
        {
            // A session that has loaded an older one keeps it: one step installs, the next one publishes.
            var publishes = scripts.FindIndex(static text => text.Contains("-NupkgPath", StringComparison.Ordinal));
            Assert.Contains("Import-Module -Name Microsoft.PowerShell.PSResourceGet -MinimumVersion 1.1.0", scripts[publishes], StringComparison.Ordinal);
            Assert.Contains("Install-PSResource -Name Microsoft.PowerShell.PSResourceGet -Version '[1.1.0,2.0.0)'", scripts[publishes - 1], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Azure_does_what_the_gate_of_GitHub_does_as_a_build_server()
    {
        var azure = string.Concat(WorkflowFile.OfAzure.Scripts.Select(static script => script.Text + "\n"));
        var variables = (YamlMappingNode)WorkflowFile.OfAzure.Root.Children["variables"];

        // GitHub sets it by itself.
        Assert.Equal("true", WorkflowFile.Value(variables, "CI"));
        foreach (var script in WorkflowFile.OfName("gate").Scripts.Concat(WorkflowFile.OfName("official-sdk").Scripts).Select(static script => script.Text).Append(WorkflowFile.OfName("test-package").ScriptOf("Lint them")))
        {
            Assert.Contains(script.Trim(), azure, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_release_is_of_one_version_everywhere()
    {
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "AwsBackupPlan.psd1"));
        var version = Regex.Match(manifest, @"ModuleVersion\s*=\s*'(?<version>[^']+)'", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["version"].Value;

        Assert.Contains($"<Version>{version}</Version>", File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")), StringComparison.Ordinal);
        Assert.StartsWith($"## {version} (", File.ReadAllLines(Path.Combine(Repository.Root, "CHANGELOG.md")).First(static line => line.StartsWith("## ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Azure_shows_the_results_of_Pester_and_of_all_other_tests()
    {
        var results = WorkflowFile.OfAzure.Mappings.Where(static step => WorkflowFile.Value(step, "task") is "PublishTestResults@2").Select(static step => (YamlMappingNode)step.Children["inputs"]).Select(static inputs => (WorkflowFile.Value(inputs, "testResultsFormat"), WorkflowFile.Value(inputs, "testResultsFiles"))).ToList();

        Assert.Equal([("NUnit", "out/pester.xml"), ("VSTest", "out/results/*.trx")], results);
        Assert.Contains("'out/pester.xml'", File.ReadAllText(Path.Combine(Repository.Root, "build.ps1")), StringComparison.Ordinal);
        Assert.Contains("--report-xunit-trx --results-directory \"$PWD/out/results\"", WorkflowFile.OfAzure.Text, StringComparison.Ordinal);
    }

    private static HashSet<string> Artifacts(WorkflowFile file, string action) => file.Mappings.Where(step => WorkflowFile.Value(step, "uses")?.StartsWith(action, StringComparison.Ordinal) is true)
        .Select(static step => WorkflowFile.Value((YamlMappingNode)step.Children["with"], "name")).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<string>> FaultsAsync(IEnumerable<string> files)
    {
        using var process = Peer.TryStart("node", ["-e", Lint, Path.GetDirectoryName(PublishedSchemas.PathOf("actionlint/node.cjs"))!, .. files], new Dictionary<string, string>(StringComparer.Ordinal));
        Peer.SkipWhenMissing(process is null ? "Node was not found." : null);
        var error = process!.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return [.. JsonNode.Parse(output)!.AsArray().Select(static fault => $"{fault!["file"]}:{fault["line"]}: {fault["message"]}")];
    }

    [GeneratedRegex(@"uses: (?<owner>[\w-]+/[\w-]+)(/[\w-]+)?@(?<commit>[0-9a-f]{40}) # v\d+\.\d+\.\d+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned();

    // A path of the repository; what is made lies under out/.
    [GeneratedRegex(@"(?<![\w/.])(\./build\.ps1|\.ci/\w+|(src|tests|docs)/[\w./-]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"build\.ps1 -Task (?<names>\w+(, \w+)*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tasks();
}
