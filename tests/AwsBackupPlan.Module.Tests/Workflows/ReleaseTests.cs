using System.Text.RegularExpressions;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Module.Tests.Packaging;
using AwsBackupPlan.Module.Tests.Recipes;
using AwsBackupPlan.Simulator.Tests.Peers;
using YamlDotNet.RepresentationModel;

namespace AwsBackupPlan.Module.Tests.Workflows;

/// <summary>The workflow that makes a release: who may do what in it, and its scripts, run as they stand there, where only gh and the PowerShell Gallery are played.</summary>
public sealed class ReleaseTests(WrittenPackage package) : IClassFixture<WrittenPackage>, IDisposable
{
    // A release that somebody has made lies in the folder 'released' of the test; what gh was told stands in calls.txt.
    private const string GitHub = """
        gh() {
          printf '%s\n' "$@" >> ../../calls.txt
          case "$1 $2" in
            'release view') [ -d ../../released ] ;;
            'release download') cp --recursive ../../released ../released ;;
            'release create') ;;
            *) return 1 ;;
          esac
        }

        """;

    private const string Gallery = """
        function Import-Module { }
        function Find-PSResource { [CmdletBinding()] param($Name, $Version, $Repository) if ($env:THERE -eq "$Name $Version $Repository") { 'found' } else { Write-Error 'not found' } }
        function Publish-PSResource($NupkgPath, $Repository, $ApiKey) { "published $(Split-Path -Leaf $NupkgPath) to $Repository by a key of $($ApiKey.Length)" }

        """;

    private static readonly Regex Secret = new(@"\bsecrets\b(\.(?<name>\w+))?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static readonly WorkflowFile Release = WorkflowFile.OfName("release");

    private readonly string _folder = Directory.CreateTempSubdirectory("release").FullName;

    private string Packages => Path.Combine(_folder, "out", "packages");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nothing_is_signed_or_published_before_the_gate_is_green_and_nothing_published_that_was_not_tested()
    {
        Assert.Equal(["publish", "sign"], Release.Jobs.Where(static job => job.Value.Children.ContainsKey("environment")).Select(static job => job.Key).Order(StringComparer.Ordinal));
        Assert.Superset(new HashSet<string>(["tag", "gate", "build"], StringComparer.Ordinal), Release.NeededBy("sign").ToHashSet(StringComparer.Ordinal));
        Assert.Superset(new HashSet<string>(["tag", "gate", "sign", "package", "test"], StringComparer.Ordinal), Release.NeededBy("publish").ToHashSet(StringComparer.Ordinal));
        Assert.Equal("./.github/workflows/gate.yml", WorkflowFile.Value(Release.Jobs["gate"], "uses"));
        Assert.All(Release.Jobs.Where(static job => job.Value.Children.ContainsKey("permissions")), static job => Assert.Equal("publish", job.Key));
    }

    [Fact]
    public void A_secret_is_seen_by_one_step_alone_in_an_environment_and_where_the_key_is_nothing_is_built()
    {
        var mentions = WorkflowFile.OfGitHub.SelectMany(static file => Secrets(file.Root)).Order(StringComparer.Ordinal).ToList();
        var seen = WorkflowFile.OfGitHub.SelectMany(static file => file.Jobs.Values).Where(static job => job.Children.ContainsKey("environment")).SelectMany(static job => Steps(job))
            .SelectMany(static step => step.Children.TryGetValue("env", out var variables) ? Secrets(variables) : []);

        Assert.Equal(["POWERSHELL_GALLERY_KEY", "SIGNING_CERTIFICATE", "SIGNING_CERTIFICATE_PASSWORD"], mentions);
        Assert.Equal(mentions, seen.Order(StringComparer.Ordinal));

        var sign = Steps(Release.Jobs["sign"]).ToList();
        Assert.Equal(["actions/checkout", "actions/download-artifact", "actions/upload-artifact"], sign.Select(static step => WorkflowFile.Value(step, "uses")).OfType<string>().Select(static name => name.Split('@')[0]));
        var script = Assert.Single(sign.Select(static step => WorkflowFile.Value(step, "run")).OfType<string>());
        Assert.Contains("./build.ps1 -Task Sign -NoBuild", script, StringComparison.Ordinal);
        Assert.Contains("./build.ps1 -Task Pack -NoBuild", Release.ScriptOf("Pack what was signed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("build", "sign")]
    [InlineData("sign", "package")]
    public void What_a_job_hands_on_can_be_replaced_by_no_other_job(string from, string to)
    {
        var upload = Steps(Release.Jobs[from]).Single(static step => WorkflowFile.Value(step, "uses")?.StartsWith("actions/upload-artifact", StringComparison.Ordinal) is true);
        var download = Steps(Release.Jobs[to]).Single(static step => WorkflowFile.Value(step, "uses")?.StartsWith("actions/download-artifact", StringComparison.Ordinal) is true);

        Assert.Equal($"${{{{ steps.{WorkflowFile.Value(upload, "id")}.outputs.artifact-id }}}}", WorkflowFile.Value((YamlMappingNode)Release.Jobs[from].Children["outputs"], "module"));
        Assert.Equal($"${{{{ needs.{from}.outputs.module }}}}", WorkflowFile.Value((YamlMappingNode)download.Children["with"], "artifact-ids"));
        Assert.Equal(WorkflowFile.Value((YamlMappingNode)upload.Children["with"], "path"), WorkflowFile.Value((YamlMappingNode)download.Children["with"], "path"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("AwsBackupPlan.psd1")]
    [InlineData("Directory.Build.props")]
    [InlineData("CHANGELOG.md")]
    public async Task A_tag_of_another_version_than_one_of_the_files_has_is_refused(string? forgotten)
    {
        foreach (var (file, pattern, line) in ((string, string, string)[])
            [
                ("AwsBackupPlan.psd1", @"ModuleVersion\s*=\s*'[^']+'", "ModuleVersion = '98.7.6'"),
                ("Directory.Build.props", "<Version>[^<]+</Version>", "<Version>98.7.6</Version>"),
                ("CHANGELOG.md", @"(?<=\n)## [^\r\n]+", "## 98.7.6 (2026-01-31)"),
            ])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, file), TestContext.Current.CancellationToken);
            var raised = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).Replace(text, line, 1);
            await File.WriteAllTextAsync(Path.Combine(_folder, file), string.Equals(file, forgotten, StringComparison.Ordinal) ? text : raised, TestContext.Current.CancellationToken);
        }

        var run = await PowerShellAsync(Release.ScriptOf("It must be the version that the repository has"), ("GITHUB_REF_NAME", "v98.7.6"));

        Assert.Equal((forgotten is null ? 0 : 1, forgotten is not null), (run.ExitCode, run.Output.Contains("The tag v98.7.6 is not the version of", StringComparison.Ordinal)));
        Assert.Contains(forgotten ?? string.Empty, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main", 0)]
    [InlineData("main~1", 0)]
    [InlineData("other", 1)]
    public async Task A_tag_whose_commit_is_not_on_main_is_refused(string commit, int exitCode)
    {
        var run = await BashAsync(
            $$"""
            export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@example.com GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@example.com GIT_CONFIG_NOSYSTEM=1
            git init --quiet --initial-branch main there
            git -C there commit --quiet --allow-empty --message one
            git -C there checkout --quiet -b other
            git -C there commit --quiet --allow-empty --message other
            git -C there checkout --quiet main
            git -C there commit --quiet --allow-empty --message two
            git -C there tag --annotate --message tagged v1.0.0 {{commit}}
            git clone --quiet there here
            cd here
            git -c advice.detachedHead=false checkout --quiet v1.0.0

            """ + Release.ScriptOf("Its commit must be on main"),
            ("GITHUB_REF_NAME", "v1.0.0"));

        Assert.Equal((exitCode, exitCode is 1), (run.ExitCode, run.Output.Contains("The commit of the tag v1.0.0 is not on main.", StringComparison.Ordinal)));
        Assert.Equal("0", WorkflowFile.Value((YamlMappingNode)Steps(Release.Jobs["tag"]).First().Children["with"], "fetch-depth"));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("nupkg", 1)]
    [InlineData("cdx.json", 1)]
    [InlineData("SHA256SUMS", 1)]
    public async Task What_is_not_what_was_packed_is_not_attested(string? replaced, int exitCode)
    {
        CopyPackages();
        var said = Assert.Single(await OutputsAsync("Say which package it is"));
        foreach (var file in Directory.EnumerateFiles(Packages).Where(file => replaced is not null && file.EndsWith(replaced, StringComparison.Ordinal)).ToList())
        {
            await File.AppendAllTextAsync(file, "\n", TestContext.Current.CancellationToken);
        }

        var run = await BashAsync(Release.ScriptOf("It must be what was packed"), ("SUMS", said.Split('=')[1]));

        Assert.True(run.ExitCode == exitCode, run.Output);
        Assert.Equal(exitCode is 0, File.Exists(Path.Combine(_folder, "out", "bom.cdx.json")));
        var names = Steps(Release.Jobs["publish"]).Select(static step => WorkflowFile.Value(step, "name")).ToList();
        Assert.Equal(["It must be what was packed", "Attest where it comes from", "Attest its bill of materials", "Make the release"], names[1..5]);
        Assert.Equal("sha256", said.Split('=')[0]);
    }

    [Fact]
    public async Task A_package_whose_hash_nobody_said_is_not_attested()
    {
        CopyPackages();

        Assert.Equal(1, (await BashAsync(Release.ScriptOf("It must be what was packed"), ("SUMS", string.Empty))).ExitCode);
    }

    [Fact]
    public async Task A_release_has_every_file_whose_hash_is_published()
    {
        CopyPackages();

        var run = await ReleaseAsync();

        Assert.True(run.ExitCode == 0, run.Output);
        var calls = await CallsAsync();
        var create = calls[calls.LastIndexOf("release")..];
        Assert.Equal(["release", "create", "v1.0.0"], create[..3]);
        Assert.Contains("--verify-tag", create);
        var files = create[(create.IndexOf("--notes-file") + 2)..];
        Assert.Equal(package.Published, files.Order(StringComparer.Ordinal));
        Assert.Equal(package.Published, [.. (await File.ReadAllLinesAsync(Path.Combine(Packages, "SHA256SUMS"), TestContext.Current.CancellationToken)).Select(static line => line[66..]).Append("SHA256SUMS").Order(StringComparer.Ordinal)]);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("nupkg", 1)]
    [InlineData("SHA256SUMS", 1)]
    public async Task A_second_attempt_goes_on_with_the_release_of_the_first_where_its_files_are_the_same(string? other, int exitCode)
    {
        CopyPackages();
        var released = Directory.CreateDirectory(Path.Combine(_folder, "released")).FullName;
        foreach (var file in Directory.EnumerateFiles(Packages))
        {
            var name = Path.GetFileName(file);
            var text = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(Path.Combine(released, name), other is not null && name.EndsWith(other, StringComparison.Ordinal) ? [.. text, (byte)'\n'] : text, TestContext.Current.CancellationToken);
        }

        var run = await ReleaseAsync();

        Assert.True(run.ExitCode == exitCode, run.Output);
        Assert.DoesNotContain("create", await CallsAsync());
        Assert.Contains(exitCode is 0 ? "was made by an earlier attempt, of the same files" : "of other files", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a-key", "", "published")]
    [InlineData("a-key", "AwsBackupPlan 1.0.0 PSGallery", "an earlier attempt has published it")]
    [InlineData("", "", "Not published to the PowerShell Gallery")]
    public async Task The_Gallery_gets_the_package_once_and_with_a_key_alone(string key, string there, string said)
    {
        CopyPackages();

        var run = await PowerShellAsync(Gallery + Release.ScriptOf("Publish to the PowerShell Gallery"), ("GITHUB_REF_NAME", "v1.0.0"), ("GALLERY_KEY", key), ("THERE", there));

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains(said, run.Output, StringComparison.Ordinal);
        Assert.Equal(said is "published", run.Output.Contains($"published {Path.GetFileName(package.Archive)} to PSGallery by a key of 5", StringComparison.Ordinal));
        Assert.DoesNotContain("a-key", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Add-Content -LiteralPath \"$folder/LICENSE\" -Value more", "<= LICENSE|=> LICENSE")]
    [InlineData("Remove-Item -LiteralPath \"$folder/LICENSE\"", "<= LICENSE")]
    [InlineData("Set-Content -LiteralPath \"$folder/lib/Core/added.dll\" -Value added", "=> lib/Core/added.dll")]
    [InlineData("Set-Content -LiteralPath \"$folder/PSGetModuleInfo.xml\" -Value noted", "")]
    [InlineData("Set-Content -LiteralPath \"$folder/lib/PSGetModuleInfo.xml\" -Value added", "=> lib/PSGetModuleInfo.xml")]
    public async Task The_documented_comparison_finds_what_of_an_installed_module_was_changed_removed_or_added(string change, string found)
    {
        var block = MarkdownPage.Read(Path.Combine(Repository.Root, "docs", "release.md")).Blocks("powershell").Single(static text => text.Contains("Compare-Object", StringComparison.Ordinal));
        CopyFolder(package.Module, Path.Combine(_folder, "installed"));
        File.Copy(package.FileList, Path.Combine(_folder, "AwsBackupPlan.1.0.0.files.sha256"));

        var run = await PowerShellAsync($"$folder = \"$PWD/installed\"\n{change}\n& {{\n{block}\n}} | ForEach-Object {{ \"$($_.SideIndicator) $($_.InputObject.Substring(66))\" }}");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(found.Split('|', StringSplitOptions.RemoveEmptyEntries), run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode job) => job.Children.TryGetValue("steps", out var steps) ? ((YamlSequenceNode)steps).Children.Cast<YamlMappingNode>() : [];

    // By name; without one where a step would get them all.
    private static IEnumerable<string> Secrets(YamlNode node) => node.AllNodes.OfType<YamlScalarNode>().SelectMany(static text => Secret.Matches(text.Value ?? string.Empty)).Select(static mention => mention.Groups["name"].Value);

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private void CopyPackages() => CopyFolder(package.Folder, Packages);

    private Task<StockPowerShell> ReleaseAsync() => BashAsync(GitHub + Release.ScriptOf("Make the release"), ("GITHUB_REF_NAME", "v1.0.0"), ("GITHUB_REPOSITORY", "owner/repository"));

    private async Task<List<string>> CallsAsync() => [.. await File.ReadAllLinesAsync(Path.Combine(_folder, "calls.txt"), TestContext.Current.CancellationToken)];

    private async Task<string[]> OutputsAsync(string step)
    {
        var file = Path.Combine(_folder, "outputs.txt");
        var run = await BashAsync(Release.ScriptOf(step), ("GITHUB_OUTPUT", file));
        Assert.True(run.ExitCode == 0, run.Output);
        return await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
    }

    // As GitHub runs it.
    private Task<StockPowerShell> PowerShellAsync(string script, params (string Name, string Value)[] environment)
        => StockPowerShell.RunAsync("$ErrorActionPreference = 'stop'\n" + script, _folder, environment.ToDictionary(static one => one.Name, static one => one.Value, StringComparer.Ordinal));

    private async Task<StockPowerShell> BashAsync(string script, params (string Name, string Value)[] environment)
    {
        var file = Path.Combine(_folder, "script.sh");
        await File.WriteAllTextAsync(file, $"cd '{_folder}'\n{script}", TestContext.Current.CancellationToken);
        using var process = Peer.TryStart("bash", ["--noprofile", "--norc", "-e", file], environment.ToDictionary(static one => one.Name, static one => one.Value, StringComparer.Ordinal));
        Peer.SkipWhenMissing(process is null ? "bash was not found." : null);
        process!.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new StockPowerShell(process.ExitCode, output + await error);
    }
}
