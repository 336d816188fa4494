using System.Globalization;
using System.Text.RegularExpressions;

namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>The table of docs/recipes/exit-codes.md, row by row. The Sandbox ends as pwsh does, which its own tests say.</summary>
public sealed partial class ExitCodeTests : IAsyncLifetime
{
    private PipelineScene _scene = null!;

    public static TheoryData<string, int, int> Rows
    {
        get
        {
            var rows = new TheoryData<string, int, int>();
            foreach (var row in Row().Matches(RecipeFiles.Read("exit-codes.md")).Select(static match => match.Groups))
            {
                rows.Add(row["script"].Value.Replace("\\|", "|", StringComparison.Ordinal), Number(row["command"]), Number(row["file"]));
            }

            return rows;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _scene = await PipelineScene.StartAsync();
        _scene.WriteAccounts(PipelineScene.Account, PipelineScene.Unknown);
        File.Move(Path.Combine(_scene.Workspace, "accounts.csv"), Path.Combine(_scene.Workspace, "failing.csv"));
        _scene.WriteAccounts(PipelineScene.Account, PipelineScene.Other);
        await File.WriteAllTextAsync(Path.Combine(_scene.Workspace, "three.ps1"), "exit 3\n", TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public void The_table_has_its_rows() => Assert.Equal(10, Rows.Count);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_of_the_table_is_as_it_says(string script, int command, int file)
    {
        await File.WriteAllTextAsync(Path.Combine(_scene.Workspace, "row.ps1"), script, TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);

        var asCommand = await _scene.RunAsync("command", ["-Command", script], environment);
        var asFile = await _scene.RunAsync("file", ["-File", "row.ps1"], environment);

        Assert.True((command, file) == (asCommand.ExitCode, asFile.ExitCode), $"{asCommand}\n{asFile}");
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| `(?<script>[^`]+)` \| (?<command>[0-9]+) \| (?<file>[0-9]+) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
