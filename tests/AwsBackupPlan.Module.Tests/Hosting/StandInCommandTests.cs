using AwsBackupPlan.Module.Tests.Harness;

namespace AwsBackupPlan.Module.Tests.Hosting;

/// <summary>The stand-ins behave as PowerShell's own commands do, where scripts rely on it.</summary>
public sealed class StandInCommandTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithout();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public StandInCommandTests() => _session.Set("folder", _folder.FullName);

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("1..5 | Select-Object -First 2", "1 2")]
    [InlineData("1..5 | Select-Object -Last 2", "4 5")]
    [InlineData("1..5 | Select-Object -Skip 3", "4 5")]
    [InlineData("1..5 | Select-Object -Skip 1 -First 2", "2 3")]
    [InlineData("1..5 | Select-Object -Skip 1 -Last 2", "3 4")]
    [InlineData("1..5 | Select-Object -First 1 -Last 1", "1 5")]
    [InlineData("1..3 | Select-Object -First 2 -Last 2", "1 2 3")]
    [InlineData("1..5 | Select-Object -First 0", "")]
    [InlineData("'b', 'a', 'b', 'B' | Select-Object -Unique", "b a B")]
    [InlineData("[pscustomobject]@{ A = 1, 2 } | Select-Object -ExpandProperty A", "1 2")]
    [InlineData("@{ A = 1 }, @{ A = 1 } | Select-Object A -Unique | ForEach-Object A", "1")]
    [InlineData("[pscustomobject]@{ A = 1; B = 2; C = 3 } | Select-Object * -ExcludeProperty B | % { $_.psobject.Properties.Name }", "A C")]
    [InlineData("[pscustomobject]@{ A = 2 } | Select-Object @{ n = 'Twice'; e = { $_.A * 2 } }, Missing | % { \"$($_.Twice)/$($_.Missing)/\" }", "4//")]
    [InlineData("'x' | Select-Object Length | ForEach-Object Length", "1")]
    [InlineData("3, 10, 1 | Sort-Object", "1 3 10")]
    [InlineData("3, 10, 1 | Sort-Object -Descending", "10 3 1")]
    [InlineData("'b', 'A', 'a', 'B' | Sort-Object", "A a b B")]
    [InlineData("'b', 'a', 'A' | Sort-Object -Unique", "a b")]
    [InlineData("'aa', 'b', 'cc', 'd' | Sort-Object Length, @{ Expression = { $_ }; Descending = $true }", "d b cc aa")]
    [InlineData("1..4 | Group-Object { $_ % 2 } | % { \"$($_.Name):$($_.Count):$($_.Group -join ',')\" }", "0:2:2,4 1:2:1,3")]
    [InlineData("(1..4 | Group-Object { $_ % 2 } -AsHashTable)[1]", "1 3")]
    [InlineData("1..4 | Measure-Object -Sum -Average -Minimum -Maximum | % { $_.Count, $_.Sum, $_.Average, $_.Minimum, $_.Maximum }", "4 10 2.5 1 4")]
    [InlineData("'a', 'bbb' | Measure-Object Length -Maximum | % { $_.Maximum, $_.Property }", "3 Length")]
    [InlineData("$null | Measure-Object | % Count", "0")]
    [InlineData("@($null, 2, 1 | Sort-Object).Count", "2")]
    [InlineData("@($null, 1 | Select-Object -First 1).Count", "1")]
    [InlineData("@($null, 'x' | Select-Object Length).Length", "1")]
    [InlineData("Write-Output a b", "a b")]
    [InlineData("Get-Date '2026-01-02 03:04' -Format yyyy/MM/dd-HH", "2026/01/02-03")]
    [InlineData("(Get-Date).GetType().Name", "DateTime")]
    [InlineData("Join-Path a b c | % { $_ -replace '\\\\', '/' }", "a/b/c")]
    [InlineData("Start-Sleep -Milliseconds 0; 'awake'", "awake")]
    [InlineData("$PSDefaultParameterValues['Select-Object:First'] = 1; 1..3 | Select-Object", "1")]
    public async Task Objects_come_out_as_from_the_original(string script, string expected)
    {
        var run = await _session.RunAsync(script);

        Assert.Equal(expected, string.Join(' ', run.Succeeded().Output));
    }

    [Fact]
    public async Task Select_First_stops_the_commands_before_it_and_goes_on_after_it()
    {
        var run = await _session.RunAsync("""
            $script:made = 0
            & { while ($true) { $script:made++; $script:made } } | Select-Object -First 3 | ForEach-Object { $_ * 10 }
            "made $script:made"
            """);

        Assert.Equal(["10", "20", "30", "made 3"], [.. run.Succeeded().Output.Select(static o => o.ToString())]);
    }

    [Fact]
    public async Task A_missing_property_to_expand_is_an_error_and_the_rest_goes_on()
    {
        var run = await _session.RunAsync("[pscustomobject]@{ A = 1 }, [pscustomobject]@{ B = 2 } | Select-Object -ExpandProperty B");

        Assert.Equal([2], run.OutputOf<int>());
        Assert.Equal("ExpandPropertyNotFound,AwsBackupPlan.PowerShellHost.Commands.SelectObjectCommand", Assert.Single(run.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public async Task Csv_goes_out_and_comes_back_whatever_the_values_hold()
    {
        var run = await _session.RunAsync("""
            $rows = [pscustomobject]@{ Id = 1; Text = "a,`"b`"`nc" }, [pscustomobject]@{ Id = $null; Text = '' }
            $rows | Export-Csv "$folder/x.csv" -NoTypeInformation
            [pscustomobject]@{ Text = 'more'; Id = 3 } | Export-Csv "$folder/x.csv" -Append
            Import-Csv "$folder/x.csv"
            $rows | ConvertTo-Csv -Delimiter ';' | ConvertFrom-Csv -Delimiter ';'
            """);

        Assert.Equal(["1", "", "3", "1", ""], [.. run.Succeeded().Values("Id").Cast<string>()]);
        Assert.Equal(["a,\"b\"\nc", "", "more", "a,\"b\"\nc", ""], [.. run.Values("Text").Cast<string>()]);
    }

    [Fact]
    public async Task Csv_text_is_quoted_as_PowerShell_quotes_it()
    {
        var run = await _session.RunAsync("[pscustomobject]@{ A = 1; B = 'x \"y\"'; C = $null } | ConvertTo-Csv");

        Assert.Equal(["\"A\",\"B\",\"C\"", "\"1\",\"x \"\"y\"\"\","], run.OutputOf<string>());
    }

    [Fact]
    public async Task A_csv_file_that_does_not_exist_is_an_error_that_names_it()
    {
        var run = await _session.RunAsync("Import-Csv \"$folder/none.csv\"");

        Assert.Contains("none.csv", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_read_into_objects_arrays_numbers_and_times()
    {
        var run = await _session.RunAsync("""
            $j = '{ "a": [1, 2.5, null, true], "o": { "t": "2026-01-02T03:04:05Z" }, "s": "x", "big": 123456789012345678901 }' | ConvertFrom-Json
            $j.a.Count; $j.a[0].GetType().Name; $j.a[1].GetType().Name; $j.a[3]; $j.o.t.Year; $j.s; $j.big.GetType().Name
            ('{ "A": 1, "a": 2 }' | ConvertFrom-Json -AsHashtable)['a']
            ('[1, 2]' | ConvertFrom-Json).Count
            """);

        Assert.Equal("4 Int64 Double True 2026 x BigInteger 2 2", string.Join(' ', run.Succeeded().Output));
    }

    [Fact]
    public async Task Broken_json_is_an_error_that_says_where()
    {
        var run = await _session.RunAsync("'{ \"a\": }' | ConvertFrom-Json");

        Assert.Contains("LineNumber: 0", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_written_to_a_depth_and_warns_when_something_lies_deeper()
    {
        var run = await _session.RunAsync("""
            [ordered]@{ a = 1; b = 'ä<'; c = $null; d = @(1, @{ e = 2 }); f = [ConsoleColor]::Red; g = [pscustomobject]@{ h = 1.5 } } | ConvertTo-Json -Compress
            @{ a = @{ b = @{ c = @{ d = 1 } } } } | ConvertTo-Json -Compress
            1, 2 | ConvertTo-Json -Compress
            , 1 | ConvertTo-Json -Compress -AsArray
            """);

        Assert.Equal(
            ["""{"a":1,"b":"ä<","c":null,"d":[1,{"e":2}],"f":12,"g":{"h":1.5}}""", """{"a":{"b":{"c":"System.Collections.Hashtable"}}}""", "[1,2]", "[1]"],
            run.Succeeded().OutputOf<string>());
        Assert.Contains("depth of 2", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[System.Collections.Generic.Dictionary[string,string]]::new()")]
    [InlineData("[System.Collections.Generic.SortedDictionary[string,string]]::new()")]
    public async Task A_generic_dictionary_is_written_as_an_object(string dictionary)
    {
        var run = await _session.RunAsync($"$tags = {dictionary}; $tags['ABS'] = 'payroll'; [pscustomobject]@{{ Tags = $tags }} | ConvertTo-Json -Compress");

        Assert.Equal(["""{"Tags":{"ABS":"payroll"}}"""], run.Succeeded().OutputOf<string>());
    }

    [Fact]
    public async Task Tables_and_lists_are_the_engines_own()
    {
        var run = await _session.RunAsync("""
            $o = [pscustomobject]@{ Name = 'a'; Size = 1; Other = 'x' }
            ($o | Format-Table Name, @{ n = 'Double'; e = { $_.Size * 2 } } | Out-String).Trim()
            ($o | Format-List Name, Size | Out-String).Trim()
            ($o | Format-Table -HideTableHeaders Name | Out-String -Stream | Where-Object { $_ }).Trim()
            """);

        Assert.Equal(
            ["Name Double\n---- ------\na         2", "Name : a\nSize : 1", "a"],
            [.. run.Succeeded().OutputOf<string>().Select(static t => t.ReplaceLineEndings("\n"))]);
    }

    [Fact]
    public async Task Tables_fit_the_hosts_width()
    {
        using var narrow = ModuleSession.OpenWithout(width: 20);

        var run = await narrow.RunAsync("[pscustomobject]@{ Name = 'a' * 50 } | Format-Table | Out-Default");

        Assert.All(run.Succeeded().HostText.Split('\n'), static line => Assert.True(line.Length <= 20, line));
        Assert.Contains("aaa…", run.HostText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_commands_reach_their_streams()
    {
        var run = await _session.RunAsync("""
            Write-Host 'hello' 42 -ForegroundColor Green
            Write-Warning careful
            Write-Verbose detail -Verbose
            Write-Debug inner -Debug
            Write-Information note -Tags t
            Write-Progress activity status -PercentComplete 50 -Id 3
            Write-Error 'bad' -Category InvalidData -ErrorId MyId -TargetObject 7 -RecommendedAction 'fix it'
            "succeeded: $?"
            """);

        Assert.Equal(["succeeded: False"], run.OutputOf<string>());
        Assert.StartsWith("hello 42\nWARNING: careful\nVERBOSE: detail\nDEBUG: inner\n", run.HostText, StringComparison.Ordinal);
        Assert.Equal(["hello 42", "note"], [.. run.Information.Select(static i => i.MessageData.ToString())]);
        Assert.Equal((3, 50), (Assert.Single(run.Progress).ActivityId, run.Progress[0].PercentComplete));
        var error = Assert.Single(run.Errors);
        Assert.Equal(("bad", "InvalidData", "fix it"), (error.ToString(), error.CategoryInfo.Category.ToString(), error.ErrorDetails.RecommendedAction));
        Assert.StartsWith("MyId", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Common_parameters_work_on_stand_ins()
    {
        var run = await _session.RunAsync("""
            Write-Error e -ErrorAction SilentlyContinue -ErrorVariable caught
            Write-Warning w -WarningAction SilentlyContinue -WarningVariable warned
            Write-Output 1 -OutVariable out | Out-Null
            try { Write-Error stop -ErrorAction Stop } catch { "caught $_" }
            "$caught $warned $out"
            """);

        Assert.Equal(["caught stop", "e w 1"], run.OutputOf<string>());
    }

    [Fact]
    public async Task Files_are_made_written_read_and_found()
    {
        var run = await _session.RunAsync("""
            New-Item "$folder/sub" -ItemType Directory | ForEach-Object Name
            New-Item -Path "$folder/sub" -Name f.txt -Value 'old' | Out-Null
            'one', 'two' | Set-Content "$folder/sub/f.txt"
            Get-Content "$folder/sub/f.txt"
            (Get-Content "$folder/sub/f.txt" -Raw).Length -gt 6
            'three' > "$folder/g.txt"; 'four' >> "$folder/g.txt"
            Get-Content "$folder/g.txt"
            Test-Path "$folder/sub" -PathType Container
            Test-Path "$folder/sub" -PathType Leaf
            Set-Location $folder
            (Get-ChildItem | Sort-Object Name).Name
            Remove-Item sub -Recurse
            Test-Path sub
            """);

        Assert.Equal("sub one two True three four True False g.txt sub False", string.Join(' ', run.Succeeded().Output));
    }

    [Fact]
    public async Task Sleeping_ends_when_the_script_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        _session.Set("stop", stop);

        // The sleep would outlast the whole test run.
        var run = await _session.RunUntilStoppedAsync("$null = $stop.CancelAsync(); Start-Sleep 100000; 'not reached'", stop.Token);

        Assert.True(run.WasStopped);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Errors_are_shown_as_PowerShell_shows_them()
    {
        var run = await _session.RunAsync("& { Write-Error 'went wrong' } 2>&1 | Out-Default");

        Assert.Contains("went wrong", run.HostText, StringComparison.Ordinal);
        Assert.Contains("Write-Error", run.HostText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_and_measures_have_the_engines_views()
    {
        var run = await _session.RunAsync("'a', 'b', 'a' | Group-Object | Out-Default; 1..3 | Measure-Object -Sum | Out-Default");

        Assert.Contains("Count Name                      Group", run.HostText, StringComparison.Ordinal);
        Assert.Contains("{a, a}", run.HostText, StringComparison.Ordinal);
        Assert.Contains("Sum      : 6", run.HostText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hashtables_of_calculated_properties_with_unknown_keys_are_refused()
    {
        var run = await _session.RunAsync("1 | Select-Object @{ Nmae = 'x'; Expression = { $_ } }");

        Assert.Contains("'Nmae' is not a key", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
    }
}
