using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Input;

/// <summary>Where Tab looks for lists of accounts. The variable and the folder of the process are set in processes of their own.</summary>
public sealed class CompletionPlaceTests : CmdletTest
{
    /// <remarks>JSON may have an escape of half a character, which is no text.</remarks>
    [Theory]
    [InlineData("""[{ "AccountId": "\ud800" }, { "AccountId": "042000000201" }]""")]
    [InlineData("""[{ "\ud800": "x", "AccountId": "042000000201", "AbsName": "\udc00" }]""")]
    [InlineData("""["\ud800", "042000000201"]""")]
    [InlineData("""{ "\ud800": [{ "Id": "042000000201" }] }""")]
    public async Task A_list_with_half_a_character_is_read_around_it(string text)
    {
        await WriteAsync("accounts.json", text);

        var lines = await TabAsync($"$null = $ExecutionContext.SessionState.Path.SetLocation('{Folder.FullName}')");

        Assert.Equal(["offered '042000000201'", "errors 0"], lines);
    }

    [Fact]
    public async Task A_drive_that_is_not_there_offers_nothing_and_leaves_no_error()
        => Assert.Equal(["offered ", "errors 0"], await TabAsync("[Environment]::SetEnvironmentVariable('ABP_ACCOUNTS', 'zz:\\accounts.csv')"));

    [Fact]
    public async Task Outside_ofFolders_theFolder_of_the_process_is_not_read_but_the_file_that_the_variable_names_is()
    {
        await WriteAsync("accounts.csv", "AccountId\n042000000202\n");
        await WriteAsync("named.csv", "AccountId\n042000000203\n");
        var elsewhere = $"[Environment]::CurrentDirectory = '{Folder.FullName}'; $null = $ExecutionContext.SessionState.Path.SetLocation('Variable:')";

        Assert.Equal(["offered ", "errors 0"], await TabAsync(elsewhere));
        Assert.Equal(["offered '042000000203'", "errors 0"], await TabAsync($"{elsewhere}; [Environment]::SetEnvironmentVariable('ABP_ACCOUNTS', '{Path.Combine(Folder.FullName, "named.csv")}')"));
    }

    [Fact]
    public async Task A_share_of_the_network_is_not_asked()
    {
        await WriteAsync("named.csv", "AccountId\n042000000204\n");

        Assert.Equal(["offered ", "errors 0"], await TabAsync($"[Environment]::SetEnvironmentVariable('ABP_ACCOUNTS', '/{Path.Combine(Folder.FullName, "named.csv")}')"));
    }

    [Fact]
    public async Task The_errors_that_there_were_stay()
        => Assert.Equal(["offered ", "errors 1"], await TabAsync("[Environment]::SetEnvironmentVariable('ABP_ACCOUNTS', 'zz:\\accounts.csv'); try { throw 'before' } catch { }"));

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(Folder.FullName, name), text, TestContext.Current.CancellationToken);

    /// <remarks>A machine that is too busy to read a file in time offers nothing, and does the next time.</remarks>
    private static Task<IReadOnlyList<string>> TabAsync(string before) => FreshProcess.RunAsync(endpoint: null, $$"""
        Import-Module $manifest
        {{before}}
        $typed = 'Get-XacntBackupPlan 0420000002'
        for ($attempt = 0; $attempt -lt 5 -and -not $offered; $attempt++) {
            $offered = [Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches.CompletionText -join '|'
        }
        "offered $offered"
        "errors $($Error.Count)"
        """);
}
