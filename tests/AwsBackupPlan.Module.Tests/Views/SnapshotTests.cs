using System.Xml.Linq;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Views;

/// <summary>
/// Every type as a table of 120 and of 80 columns and as a list: Samples.ps1 has objects, Snapshots how they are shown. With ABP_WRITE_SNAPSHOTS=1 the snapshots are written anew; look at what has changed.
/// </summary>
public sealed class SnapshotTests
{
    private const string Table120 = "120 columns";
    private const string Table80 = "80 columns";
    private const string List = "list";

    /// <summary>Where the samples and the snapshots are.</summary>
    internal static string Folder => Path.Combine(Repository.Root, "tests", "AwsBackupPlan.Module.Tests", "Views");

    /// <summary>The types that have views: all that users see, as another test holds.</summary>
    public static TheoryData<string> Types => [.. TypeNames];

    private static string[] TypeNames =>
    [
        .. XDocument.Load(Path.Combine(Path.GetDirectoryName(PackagedModule.Find())!, "lib", "AwsBackupPlan.format.ps1xml"))
            .Descendants("TypeName").Select(static name => name.Value.Split('.')[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_type_is_shown_as_its_snapshot_says(string type)
    {
        var shown = await ShownAsync(type);
        var text = string.Concat(shown.Select(static view => $"# {view.Key}\n{view.Value}\n\n"));
        var file = Path.Combine(Folder, "Snapshots", type + ".txt");
        if (Environment.GetEnvironmentVariable("ABP_WRITE_SNAPSHOTS") is "1")
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }

        Assert.Equal((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), text);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task What_tells_a_row_from_others_is_whole_however_long_it_is(string type)
    {
        var shown = await ShownAsync(type);
        var identifying = await IdentifyingAsync(type);

        Assert.NotEmpty(identifying);
        foreach (var table in (string[])[Table120, Table80])
        {
            var lines = shown[table].Split('\n');
            Assert.All(identifying, text => Assert.True(IsIn(lines, text), $"'{text}' is not whole:\n{shown[table]}"));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Nothing_is_wider_than_the_screen_or_cut_off_and_no_list_shows_the_name_of_a_type(string type)
    {
        foreach (var (view, text) in await ShownAsync(type))
        {
            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= (view is Table80 ? 80 : 120), line));
            Assert.DoesNotContain('…', text);
            Assert.DoesNotContain("...", text, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
            Assert.DoesNotContain("AwsBackupPlan.", text, StringComparison.Ordinal);
            Assert.DoesNotContain("not-for-every-screen", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Both_widths_have_the_same_columns(string type)
    {
        var shown = await ShownAsync(type);

        Assert.Equal(Columns(shown[Table120]), Columns(shown[Table80]));
    }

    [Fact]
    public async Task Every_sample_is_of_a_type_that_has_views_and_every_snapshot_too()
    {
        using var session = ModuleSession.Open(endpoint: null);
        var samples = (await session.RunAsync($"(. '{Path.Combine(Folder, "Samples.ps1")}').Keys")).Succeeded().OutputOf<string>();
        IEnumerable<string> types = TypeNames;

        Assert.Equal(types, samples.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(types, Directory.GetFiles(Path.Combine(Folder, "Snapshots")).Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_cmdlets_say_that_they_write_has_views()
    {
        using var session = ModuleSession.Open(endpoint: null);
        var written = (await session.RunAsync("(Get-Command -Module AwsBackupPlan).OutputType.Type.FullName")).Succeeded().OutputOf<string>();

        Assert.InRange(written.Count, 20, 100);
        var ours = written.Where(static name => name.StartsWith("AwsBackupPlan.", StringComparison.Ordinal)).Select(static name => name.Split('.')[1]);
        Assert.Subset(TypeNames.ToHashSet(StringComparer.Ordinal), ours.ToHashSet(StringComparer.Ordinal));
        Assert.All(written.Where(static name => !name.StartsWith("AwsBackupPlan.", StringComparison.Ordinal)), static name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_of_very_many_shows_the_first_and_how_many_more_there_are()
    {
        using var session = ModuleSession.Open(endpoint: null);

        var shown = (await session.RunAsync("[AwsBackupPlan.BackupPlanResult]@{ Changes = [AwsBackupPlan.ResourceChange[]]@(1..1234 | ForEach-Object { @{ Action = 'Create'; Name = \"vault-$_\"; Region = 'us-east-1' } }) } | Format-List | Out-String")).Succeeded().OutputOf<string>()[0];

        Assert.Contains("vault-50 ", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("vault-51 ", shown, StringComparison.Ordinal);
        Assert.Contains("… and 1184 more", shown, StringComparison.Ordinal);
    }

    /// <remarks>In strict mode, in which what a view does not find would be an error, and a cell empty.</remarks>
    private static async Task<IReadOnlyDictionary<string, string>> ShownAsync(string type)
    {
        using var session = ModuleSession.Open(endpoint: null);
        var run = (await session.RunAsync($"""
            Set-StrictMode -Version Latest
            $objects = (. '{Path.Combine(Folder, "Samples.ps1")}')['{type}'].Objects
            $objects | Format-Table | Out-String -Width 120
            $objects | Format-Table | Out-String -Width 80
            $objects | Format-List | Out-String -Width 120
            """)).Succeeded();
        var texts = run.OutputOf<string>().Select(static text => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd())).Trim('\n')).ToList();
        return new Dictionary<string, string>(StringComparer.Ordinal) { [Table120] = texts[0], [Table80] = texts[1], [List] = texts[2] };
    }

    private static async Task<IReadOnlyList<string>> IdentifyingAsync(string type)
    {
        using var session = ModuleSession.Open(endpoint: null);
        return (await session.RunAsync($"(. '{Path.Combine(Folder, "Samples.ps1")}')['{type}'].Identifies")).Succeeded().OutputOf<string>();
    }

    private static string Columns(string table)
        => string.Join(' ', table.Split('\n').First(static line => line.Trim() is not "" && !line.TrimStart().StartsWith("Account:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether a text stands in lines: in one, or broken over several, each part below the one before it.</summary>
    private static bool IsIn(string[] lines, string text)
    {
        for (var line = 0; line < lines.Length; line++)
        {
            for (var column = 0; column < lines[line].Length; column++)
            {
                if ((column == 0 || lines[line][column - 1] is ' ') && Continues(lines, line, column, text))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Continues(string[] lines, int line, int column, string text)
    {
        if (line >= lines.Length)
        {
            return false;
        }

        var length = 0;
        while (length < text.Length && column + length < lines[line].Length && lines[line][column + length] == text[length])
        {
            length++;
        }

        var ends = column + length >= lines[line].Length || lines[line][column + length] is ' ';
        return length > 0 && ends && (length == text.Length || Continues(lines, line + 1, column, text[length..]));
    }
}
