using System.IO.Compression;
using System.Xml.Linq;
using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>The .nupkg as a user has it, installed into a module path that was empty.</summary>
public sealed class InstalledPackageTests(WrittenPackage package) : IClassFixture<WrittenPackage>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("installed").FullName;

    private string ModulePath => Path.Combine(_folder, "Modules");

    private string Installed => Path.Combine(ModulePath, "AwsBackupPlan", package.Version);

    private string Manifest => Path.Combine(Installed, "AwsBackupPlan.psd1");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_tour_runs_from_it()
    {
        await InstallAsync();

        var run = await SandboxProcess.RunAsync([], string.Empty, new Dictionary<string, string>(StringComparer.Ordinal) { ["ABP_MODULE_PATH"] = Manifest }, _folder);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("steps did what they should", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_manifest_is_one_that_the_engine_takes_without_a_warning()
    {
        await InstallAsync();
        using var session = ModuleSession.OpenWithout();

        var run = await session.RunAsync($$"""
            $module = Test-ModuleManifest -Path '{{Manifest}}'
            $module.Name; "$($module.Version)"; $module.ExportedCmdlets.Count; $module.ExportedFunctions.Count; "$($module.LicenseUri)"; $module.Copyright -ne ''; $module.Tags -contains 'PSEdition_Desktop'; $module.CompatiblePSEditions -join ' '
            """);

        Assert.Empty(run.Errors);
        Assert.Empty(run.Warnings);
        Assert.Equal(["AwsBackupPlan", package.Version, package.Cmdlets.Count, 0, "https://www.apache.org/licenses/LICENSE-2.0", true, true, "Core Desktop"], run.Output.Select(static one => one.BaseObject));
    }

    [Fact]
    public async Task Its_manifest_is_in_the_language_in_which_PSResourceGet_reads_one()
    {
        await InstallAsync();
        using var session = ModuleSession.OpenWithout();

        var run = await session.RunAsync($"$none = [System.Collections.Generic.List[string]]::new(); [scriptblock]::Create([IO.File]::ReadAllText('{Manifest}')).CheckRestrictedLanguage($none, [string[]]('PSEdition', 'PSScriptRoot'), $true)");

        Assert.Empty(run.Errors);
    }

    [Fact]
    public async Task A_stock_PowerShell_publishes_it_finds_it_installs_it_and_runs_it_by_name()
    {
        var run = await StockPowerShell.RunAsync(
            $$"""
            $ErrorActionPreference = 'Stop'
            $null = New-Item -ItemType Directory -Path feed, Modules
            Register-PSResourceRepository -Name Package -Uri "$PWD/feed" -Trusted
            Publish-PSResource -NupkgPath '{{package.Archive}}' -Repository Package
            $found = Find-PSResource -Name AwsBackupPlan -Repository Package
            "found $($found.Version) $($found.LicenseUri)"
            Save-PSResource -Name AwsBackupPlan -Repository Package -Path "$PWD/Modules" -WarningVariable warnings
            "warnings $($warnings.Count)"
            $env:PSModulePath = "$PWD/Modules" + [IO.Path]::PathSeparator + $env:PSModulePath
            $tested = Test-ModuleManifest -Path '{{Manifest}}' -WarningVariable warnings
            "manifest $($tested.Version) warnings $($warnings.Count)"
            'cmdlets ' + (Get-Command -Module AwsBackupPlan).Count
            (Export-XacntBackupTemplate Target -AbsName payroll -CallerArn arn:aws:iam::111111111111:role/caller -Path "$PWD/target.yaml" -PassThru).GetType().FullName
            'base ' + (Get-Module -Name AwsBackupPlan).ModuleBase
            (Get-Help New-XacntBackupPlan).Synopsis
            """,
            _folder,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["PSModulePath"] = string.Empty });

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.StartsWith($"found {package.Version} https://www.apache.org/licenses/LICENSE-2.0\nwarnings 0\nmanifest {package.Version} warnings 0\ncmdlets {package.Cmdlets.Count}\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"base {Installed}\n", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Installed, "_rels")));
        Assert.True(File.Exists(Path.Combine(Installed, "THIRD-PARTY-NOTICES.txt")));
    }

    /// <remarks>In the manifest the release notes only say where to read; and Publish-PSResource leaves it to the PowerShell Gallery to tag the cmdlets, which a folder on a share does not do.</remarks>
    [Fact]
    public async Task Its_description_is_what_Publish_PSResource_itself_writes_of_the_folder_but_for_release_notes_and_tags_of_the_cmdlets()
    {
        var run = await StockPowerShell.RunAsync(
            $$"""
            $ErrorActionPreference = 'Stop'
            $null = New-Item -ItemType Directory -Path feed
            Register-PSResourceRepository -Name Folder -Uri "$PWD/feed" -Trusted
            Publish-PSResource -Path '{{package.Module}}' -Repository Folder
            """,
            _folder,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["PSModulePath"] = string.Empty });

        Assert.True(run.ExitCode == 0, run.Output);
        var theirs = await DescriptionAsync(Assert.Single(Directory.EnumerateFiles(Path.Combine(_folder, "feed"), "*.nupkg")));
        var ours = await DescriptionAsync(package.Archive);
        Assert.Contains("CHANGELOG.md", theirs["releaseNotes"], StringComparison.Ordinal);
        Assert.NotEqual(theirs["releaseNotes"], ours["releaseNotes"]);
        theirs["releaseNotes"] = ours["releaseNotes"];
        theirs["tags"] = string.Join(' ', [theirs["tags"], "PSIncludes_Cmdlet", .. package.Cmdlets.SelectMany(static cmdlet => new[] { $"PSCmdlet_{cmdlet}", $"PSCommand_{cmdlet}" })]);
        Assert.Equal(theirs.OrderBy(static one => one.Key, StringComparer.Ordinal), ours.OrderBy(static one => one.Key, StringComparer.Ordinal));
    }

    private static async Task<Dictionary<string, string>> DescriptionAsync(string file)
    {
        await using var archive = await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken);
        await using var description = await archive.GetEntry("AwsBackupPlan.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        return (await XDocument.LoadAsync(description, LoadOptions.None, TestContext.Current.CancellationToken)).Root!.Elements().Single().Elements()
            .ToDictionary(static element => element.Name.LocalName, static element => element.Value, StringComparer.Ordinal);
    }

    // As PSResourceGet does it: what belongs to the archive alone goes.
    private async Task InstallAsync()
    {
        await ZipFile.ExtractToDirectoryAsync(package.Archive, Installed, TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(Installed, "AwsBackupPlan.nuspec"));
        File.Delete(Path.Combine(Installed, "[Content_Types].xml"));
        Directory.Delete(Path.Combine(Installed, "_rels"), recursive: true);
        Directory.Delete(Path.Combine(Installed, "package"), recursive: true);
    }
}
