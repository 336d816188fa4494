using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Help;

/// <summary>What Get-Help says of the packaged module, and the reference under docs/cmdlets. With ABP_WRITE_DOCS=1 the reference is written anew.</summary>
public sealed class HelpTests : CmdletTest
{
    [Fact]
    public async Task Every_cmdlet_has_synopsis_description_inputs_outputs_links_and_at_least_three_examples()
    {
        var run = (await Session.RunAsync("""
            foreach ($command in Get-Command -Module AwsBackupPlan) {
                $help = Get-Help $command.Name -Full
                $examples = @($help.examples.example)
                $empty = @($examples | Where-Object { -not $_.code -or -not $_.title }).Count
                if ($help.Name -ne $command.Name -or -not $help.Synopsis -or $help.Synopsis -like "*$($command.Name)*" -or -not $help.description.Text -or $examples.Count -lt 3 -or $empty -or
                    -not $help.inputTypes.inputType -or -not $help.returnValues.returnValue -or -not $help.relatedLinks.navigationLink) { $command.Name }
            }
            """)).Succeeded();

        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Every_parameter_is_described_as_PowerShell_knows_it()
    {
        var run = (await Session.RunAsync("""
            $common = [System.Management.Automation.Cmdlet]::CommonParameters
            $seen = 0
            foreach ($command in Get-Command -Module AwsBackupPlan) {
                $described = @{}
                foreach ($parameter in (Get-Help $command.Name -Full).parameters.parameter) { $described[$parameter.name] = $parameter }
                foreach ($name in $command.Parameters.Keys) {
                    if ($name -in $common) { continue }
                    $seen++
                    $about = $described[$name]
                    if (-not $about -or -not $about.description.Text) { "$($command.Name) -$name" }
                }
                foreach ($name in $described.Keys) { if (-not $command.Parameters.ContainsKey($name)) { "$($command.Name) has no -$name" } }
            }
            "$seen"
            """)).Succeeded();

        Assert.InRange(int.Parse(Assert.Single(run.OutputOf<string>()), System.Globalization.CultureInfo.InvariantCulture), 300, 2000);
    }

    [Fact]
    public async Task The_syntax_of_the_help_is_that_of_the_cmdlet()
    {
        var run = (await Session.RunAsync("""
            foreach ($command in Get-Command -Module AwsBackupPlan) {
                $items = @((Get-Help $command.Name -Full).syntax.syntaxItem)
                if ($items.Count -ne $command.ParameterSets.Count) { $command.Name }
                foreach ($item in $items) { foreach ($parameter in $item.parameter) { if (-not $command.Parameters.ContainsKey($parameter.name)) { "$($command.Name) $($parameter.name)" } } }
            }
            (Get-Help Start-XacntRestoreJob -Parameter DBInstanceIdentifier).type.name
            """)).Succeeded();

        Assert.Single(run.Output);
    }

    [Theory]
    [InlineData("about_AwsBackupPlan", "Remove-XacntBackupResource")]
    [InlineData("about_AwsBackupPlan_Credentials", "AWS_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData("about_AwsBackupPlan_Compliance", "INSUFFICIENT_DATA")]
    public async Task The_topics_are_there_name_only_what_exists_and_fit_in_80_columns(string topic, string word)
    {
        var text = string.Join('\n', (await Session.RunAsync($"Get-Help {topic}")).Succeeded().Output).ReplaceLineEndings("\n");
        var cmdlets = (await Session.RunAsync("(Get-Command -Module AwsBackupPlan).Name; (Get-Command -Module AwsBackupPlan).Parameters.Keys | ForEach-Object { \"-$_\" }")).Succeeded().OutputOf<string>().ToHashSet(StringComparer.Ordinal);

        Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), static line => Assert.True(line.Length <= 80, line));
        var words = text.Split([' ', '\n', ',', '(', ')', ';', '.', ':'], StringSplitOptions.RemoveEmptyEntries);
        Assert.All(words.Where(static word => word.Contains("-Xacnt", StringComparison.Ordinal) || word.Contains("-BackupCompliance", StringComparison.Ordinal)), name => Assert.Contains(name, cmdlets));
        Assert.All(words.Where(static word => word.Length > 2 && word[0] == '-' && char.IsAsciiLetterUpper(word[1])), name => Assert.Contains(name, cmdlets));
    }

    [Fact]
    public async Task The_policy_in_the_topic_is_one()
    {
        var text = string.Join('\n', (await Session.RunAsync("Get-Help about_AwsBackupPlan_Compliance")).Succeeded().Output).ReplaceLineEndings("\n");
        var from = text.IndexOf("\n        {\n", StringComparison.Ordinal);
        Session.Set("policy", text[from..(text.IndexOf("\n        }\n", from, StringComparison.Ordinal) + "\n        }\n".Length)]);

        (await Session.RunAsync($"$policy | Set-Content ([IO.Path]::GetTempPath() + 'topic-policy.json'); Get-BackupComplianceReport {Payroll} payroll -Policy ([IO.Path]::GetTempPath() + 'topic-policy.json')")).Succeeded();
    }

    [Fact]
    public async Task The_reference_is_what_the_cmdlets_say()
    {
        var token = TestContext.Current.CancellationToken;
        var made = Path.Combine(Path.GetDirectoryName(PackagedModule.Find())!, "..", "docs", "cmdlets");
        var kept = Path.Combine(Repository.Root, "docs", "cmdlets");
        var before = await ReadAsync(kept, token);
        var after = await ReadAsync(made, token);
        if (Environment.GetEnvironmentVariable("ABP_WRITE_DOCS") is "1")
        {
            Directory.CreateDirectory(kept);
            foreach (var old in Directory.EnumerateFiles(kept))
            {
                File.Delete(old);
            }

            foreach (var (name, text) in after)
            {
                await File.WriteAllTextAsync(Path.Combine(kept, name), text, token);
            }
        }

        Assert.InRange(after.Count, 20, 100);
        Assert.True(before.OrderBy(static page => page.Key, StringComparer.Ordinal).SequenceEqual(after.OrderBy(static page => page.Key, StringComparer.Ordinal)), "docs/cmdlets is not what the cmdlets say. Write it anew: ABP_WRITE_DOCS=1, and run this test.");
    }

    private static async Task<Dictionary<string, string>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
        {
            pages[Path.GetFileName(file)] = (await File.ReadAllTextAsync(file, cancellationToken)).ReplaceLineEndings("\n");
        }

        return pages;
    }
}
