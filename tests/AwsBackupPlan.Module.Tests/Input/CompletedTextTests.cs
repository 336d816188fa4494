using System.Management.Automation.Language;
using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Input;

/// <summary>What Tab puts on the command line is the value that it stands for, and nothing besides.</summary>
public sealed class CompletedTextTests : CmdletTest
{
    private const string List = "accounts.csv";

    /// <remarks>A string ends with what a word processor makes of quotes, too.</remarks>
    [Theory]
    [InlineData("")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("\u2018")]
    [InlineData("\u2019")]
    [InlineData("\u201A")]
    [InlineData("\u201B")]
    [InlineData("\u201C")]
    [InlineData("\u201D")]
    [InlineData("\u201E")]
    public async Task In_whatever_quotes_it_is_typed_a_value_is_one_constant(string quote)
    {
        string[] values = ["tabq-plain", .. "'\u2018\u2019\u201A\u201B\u201C\u201D\u201E$`;".Select(static mark => $"tabq{mark};Remove-Item{mark}(x)"), "tabq two", "tabq$(bad)"];
        await WriteAsync(List, "AccountId,AbsName\n" + string.Concat(values.Select(static (value, number) => $"0420000001{number:00},{value}\n")));

        var offered = await Session.CompleteOfFilesAsync($"Compare-XacntBackupPlan -AbsName {quote}tabq");

        Assert.Equal(values, offered.Select(static match => match.ListItemText), StringComparer.Ordinal);
        Assert.All(offered, static match => Assert.Equal(match.ListItemText, Constant(match.CompletionText)));
    }

    [Theory]
    [InlineData("1e5")]
    [InlineData("12kb")]
    [InlineData("0x1f")]
    [InlineData("042")]
    [InlineData("1.50")]
    [InlineData("7")]
    [InlineData("7d")]
    [InlineData("100000000000000000000000000000000000")]
    [InlineData("210000000051")]
    public async Task What_looks_like_a_number_is_bound_as_it_is_written(string value)
    {
        await WriteAsync(List, $"AccountId,AbsName\n042000000100,{value}\n");

        var offered = Assert.Single(await Session.CompleteOfFilesAsync($"Compare-XacntBackupPlan -AbsName {value}"));
        var run = (await Session.RunAsync($"function Get-Bound([string[]] $Value) {{ $Value }}; Get-Bound {offered.CompletionText}, text")).Succeeded();

        Assert.Equal([value, "text"], run.OutputOf<string>());
    }

    private static string Constant(string text)
    {
        var script = Parser.ParseInput("Compare-XacntBackupPlan -AbsName " + text, out _, out var errors);
        Assert.Empty(errors);
        var command = Assert.Single(script.FindAll(static part => part is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>());
        Assert.Equal(3, command.CommandElements.Count);
        return Assert.IsType<StringConstantExpressionAst>(command.CommandElements[2]).Value;
    }

    private async Task WriteAsync(string name, string text)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder.FullName, name), text, TestContext.Current.CancellationToken);
        Session.Set("folder", Folder.FullName);
        (await Session.RunAsync("$null = $ExecutionContext.SessionState.Path.SetLocation($folder)")).Succeeded();
    }
}
