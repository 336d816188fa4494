using System.Management.Automation;
using System.Text.RegularExpressions;
using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Scripts;

/// <summary>The page that names every parameter, against the cmdlets as they are.</summary>
public sealed class ParameterReferenceTests
{
    [Fact]
    public async Task Every_parameter_of_every_cmdlet_is_on_the_page_and_none_is_there_that_no_cmdlet_has()
    {
        using var session = ModuleSession.Open(endpoint: null);
        var run = await session.RunAsync("Get-Command -Module AwsBackupPlan | ForEach-Object { $_.Parameters.Values | ForEach-Object { $_.Name } }");
        var actual = run.OutputOf<string>().Except([.. Cmdlet.CommonParameters], StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "parameters.md"), TestContext.Current.CancellationToken);
        var named = Regex.Matches(page, "`-(?<name>[A-Z][A-Za-z]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)).Select(static match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("AccountId", actual, StringComparer.Ordinal);
        Assert.Empty(actual.Except(named, StringComparer.Ordinal));
        Assert.Empty(named.Except(actual, StringComparer.Ordinal));
    }
}
