using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AwsBackupPlan.Page.Tests;

public sealed class ReportPageTests(Browser browser) : IDisposable
{
    private const string Hostile = "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\"> {{Date}} \"'&";

    // A4 on its side, without its margins, at 96 dots an inch.
    private const int PaperWidth = 1032;

    private readonly string _folder = Directory.CreateTempSubdirectory("abp-page-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_first_screen_says_whether_the_fleet_is_safe()
    {
        await using var shown = await OpenAsync(Fleet.Reports(5, 10));

        Assert.Equal("20 of 50 databases have no good backup and copy.", await shown.Page.Locator(".answer strong").InnerTextAsync());
        Assert.Contains("5 accounts, 0 of them compliant; 20 open findings", await shown.Page.Locator(".answer").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(5, await shown.Page.Locator("section:has(#worst) tbody tr").CountAsync());
        Assert.Equal(10, await shown.Page.Locator("section:has(#unprotected) tbody tr").CountAsync());
        Assert.Contains("10 more", await shown.Page.Locator("section:has(#unprotected) .note").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_open_findings_it_says_so_and_without_reports_it_says_that()
    {
        await using (var safe = await OpenAsync(Fleet.Reports(1, 2)))
        {
            Assert.Equal("The fleet is safe.", await safe.Page.Locator(".answer strong").InnerTextAsync());
            Assert.Empty(safe.Complaints);
        }

        await using var empty = await OpenAsync([]);
        Assert.Equal("Nothing was judged.", await empty.Page.Locator(".answer strong").InnerTextAsync());
        Assert.Empty(empty.Complaints);
    }

    [Fact]
    public async Task Nothing_leaves_the_page_and_nothing_is_wrong_in_it()
    {
        await using var shown = await OpenAsync(Fleet.Reports(20, 20));
        await shown.Page.Locator("#search").FillAsync("orders-3");
        await shown.Page.Locator("#theme").ClickAsync();

        Assert.Equal([new Uri(Path.Combine(_folder, "report.html")).AbsoluteUri], shown.Requests);
        Assert.Empty(shown.Complaints);
        Assert.Equal("none", await shown.Page.EvaluateAsync<string>("fetch('data:text/plain,x').then(() => 'sent', () => 'none')"));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_screen_reader_and_weak_eyes_find_nothing_seriously_wrong(ColorScheme scheme)
    {
        await using var shown = await OpenAsync(Fleet.Reports(20, 20), scheme);

        await AssertAccessibleAsync(shown);
        await shown.Page.Locator("#findings button.open").First.ClickAsync();
        await AssertAccessibleAsync(shown);
    }

    [Fact]
    public async Task Findings_are_sorted_by_what_is_clicked_and_turned_around_by_a_second_click()
    {
        await using var shown = await OpenAsync(Fleet.Reports(3, 10));
        Assert.Equal(["Critical", "High"], (await shown.FindingsAsync(1)).Distinct(StringComparer.Ordinal));
        var account = shown.Page.Locator("#findings th[data-key=account]");

        await account.GetByRole(AriaRole.Button).ClickAsync();
        Assert.Equal("ascending", await account.GetAttributeAsync("aria-sort"));
        var up = await shown.FindingsAsync(2);
        await account.GetByRole(AriaRole.Button).ClickAsync();
        var down = await shown.FindingsAsync(2);

        Assert.Equal("descending", await account.GetAttributeAsync("aria-sort"));
        Assert.Equal(up.Order(StringComparer.Ordinal), up, StringComparer.Ordinal);
        Assert.Equal(up.Reverse(), down, StringComparer.Ordinal);
        Assert.Equal(12, up.Count);
    }

    [Fact]
    public async Task Findings_are_narrowed_by_words_severity_and_control()
    {
        await using var shown = await OpenAsync(Fleet.Reports(3, 10));
        Assert.Equal("12 of 12 open findings", await CountAsync(shown));

        await shown.Page.Locator("#search").FillAsync("ORDERS-3 200000000002");
        Assert.Equal(["orders-3"], await shown.FindingsAsync(4));
        await shown.Page.Locator("#search").FillAsync("");
        await shown.Page.Locator("#severity").SelectOptionAsync("3");
        Assert.Equal("6 of 12 open findings", await CountAsync(shown));
        await shown.Page.Locator("#control").SelectOptionAsync("XACNT_COPY_WITHIN_OBJECTIVE");
        Assert.Equal("6 of 12 open findings", await CountAsync(shown));
        await shown.Page.Locator("#search").FillAsync("no such words");
        Assert.Equal("0 of 12 open findings", await CountAsync(shown));
        Assert.Empty(shown.Complaints);
    }

    [Fact]
    public async Task A_finding_is_shown_in_full_by_the_keyboard_and_its_remedy_is_copied()
    {
        await using var shown = await OpenAsync(Fleet.Reports(1, 10));
        await shown.Page.Locator("#findings button.open").First.FocusAsync();
        await shown.Page.Keyboard.PressAsync("Enter");

        Assert.True(await shown.Page.Locator("#detail").IsVisibleAsync());
        Assert.StartsWith("Start-XacntCopyJob", await shown.Page.Locator("#detail-remedy").InnerTextAsync(), StringComparison.Ordinal);
        await shown.Page.Keyboard.PressAsync("Escape");
        Assert.False(await shown.Page.Locator("#detail").IsVisibleAsync());
        Assert.True(await shown.Page.Locator("#findings button.open").First.EvaluateAsync<bool>("button => button === document.activeElement"));
        var copy = shown.Page.Locator("#findings tbody tr:not(.space)").First.GetByRole(AriaRole.Button).Last;
        await copy.ClickAsync();
        await Assertions.Expect(copy).ToHaveTextAsync("Copied");
    }

    [Fact]
    public async Task The_button_turns_light_into_dark()
    {
        await using var shown = await OpenAsync(Fleet.Reports(1, 1));
        var light = await BackgroundAsync(shown);
        await shown.Page.Locator("#theme").ClickAsync();
        var dark = await BackgroundAsync(shown);
        await shown.Page.Locator("#theme").ClickAsync();

        Assert.NotEqual(light, dark);
        Assert.Equal(light, await BackgroundAsync(shown));
    }

    [Fact]
    public async Task Hostile_names_are_text()
    {
        await using var shown = await OpenAsync(Fleet.Reports(2, 10, Hostile, Hostile));
        await shown.Page.Locator("#findings button.open").First.ClickAsync();

        Assert.StartsWith("Backup compliance, 2027-01-02", await shown.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(Hostile, (await shown.FindingsAsync(4))[0]);
        Assert.Contains(Hostile, await shown.Page.Locator("#detail-list").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await shown.Page.Locator("img").CountAsync());
        Assert.Single(shown.Requests);
        Assert.Empty(shown.Complaints);
    }

    [Fact]
    public async Task Of_a_thousand_accounts_only_the_rows_in_sight_are_in_the_page()
    {
        await using var shown = await OpenAsync(Fleet.Reports(1000, 20));

        Assert.InRange(await shown.Page.Locator("#findings tbody tr").CountAsync(), 10, 80);
        Assert.InRange(await shown.Page.Locator("#heat tbody tr").CountAsync(), 10, 80);
        var rows = int.Parse((await shown.Page.Locator("#findings table").GetAttributeAsync("aria-rowcount"))!, CultureInfo.InvariantCulture);
        Assert.Equal(8001, rows);
        await shown.Page.Locator("#findings").EvaluateAsync("box => { box.scrollTop = box.scrollHeight; }");
        await Assertions.Expect(shown.Page.Locator("#findings tbody tr[aria-rowindex='8001']")).ToBeVisibleAsync();
        Assert.Empty(shown.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task On_paper_it_is_dark_on_light_fits_the_width_and_has_evidence_and_remedies_whole(ColorScheme scheme)
    {
        await using var shown = await OpenAsync(Fleet.Reports(30, 20), scheme);
        if (scheme is ColorScheme.Dark)
        {
            await shown.Page.EvaluateAsync("document.documentElement.dataset.theme = 'dark'");
        }

        await shown.Page.SetViewportSizeAsync(PaperWidth, 800);
        await shown.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await shown.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");

        Assert.Equal("rgb(255, 255, 255)", await BackgroundAsync(shown));
        Assert.True(await shown.Page.EvaluateAsync<bool>("[...document.querySelectorAll('main *')].every(one => one.getBoundingClientRect().right <= innerWidth + 1)"));
        Assert.Equal(240, await shown.Page.Locator("#findings tbody tr").CountAsync());
        Assert.Equal(30, await shown.Page.Locator("#heat tbody tr").CountAsync());
        var last = await shown.Page.Locator("#findings tbody tr").Last.InnerTextAsync();
        Assert.Contains("The last copy job failed: the key is disabled.", last, StringComparison.Ordinal);
        Assert.Contains("Start-XacntCopyJob", last, StringComparison.Ordinal);
        Assert.False(await shown.Page.Locator("#theme").IsVisibleAsync());

        await shown.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await shown.Page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        Assert.InRange(await shown.Page.Locator("#findings tbody tr").CountAsync(), 10, 80);
        Assert.True((await shown.Page.PdfAsync(new() { PreferCSSPageSize = true })).AsSpan().StartsWith("%PDF"u8));
        Assert.Empty(shown.Complaints);
    }

    [Fact]
    public async Task What_is_too_much_for_paper_is_counted_there()
    {
        await using var shown = await OpenAsync(Fleet.Reports(300, 20));
        await shown.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");

        Assert.StartsWith("400 more rows are not printed.", await shown.Page.Locator("#findings tbody tr").Last.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Where_Audit_Manager_disagrees_is_in_a_table_of_its_own(ColorScheme scheme)
    {
        await using var shown = await OpenAsync(Fleet.Disputed(Fleet.Reports(30, 10)), scheme);

        Assert.Equal(200, await shown.Page.Locator("section[aria-labelledby=disputed] tbody tr").CountAsync());
        Assert.Equal("100 more are in the other formats.", await shown.Page.Locator("section[aria-labelledby=disputed] .note").InnerTextAsync());
        await AssertAccessibleAsync(shown);
        Assert.Empty(shown.Complaints);
        await shown.Page.SetViewportSizeAsync(PaperWidth, 800);
        await shown.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await shown.Page.EvaluateAsync<bool>("[...document.querySelectorAll('section[aria-labelledby=disputed] *')].every(one => one.getBoundingClientRect().right <= innerWidth + 1)"));
    }

    [Fact]
    public async Task What_Audit_Manager_says_is_text_and_without_it_nothing_is_said_of_it()
    {
        await using var shown = await OpenAsync(Fleet.Disputed(Fleet.Reports(1, 2), Hostile));
        Assert.Equal(Hostile, await shown.Page.Locator("section[aria-labelledby=disputed] td").Nth(5).InnerTextAsync());
        Assert.Equal(0, await shown.Page.Locator("img").CountAsync());

        await using var without = await OpenAsync(Fleet.Reports(1, 2));
        Assert.Equal(0, await without.Page.Locator("#disputed").CountAsync());
    }

    [Fact]
    public async Task Where_no_database_was_found_it_does_not_say_that_all_is_safe()
    {
        await using var shown = await OpenAsync(Fleet.Reports(1, 2).Select(static report => report with { Resources = [], Findings = [], Open = 0, Controls = [] }));

        Assert.Equal("No database was found.", await shown.Page.Locator(".answer strong").InnerTextAsync());
    }

    private Task<ShownPage> OpenAsync(IEnumerable<ComplianceReport> reports, ColorScheme scheme = ColorScheme.Light) => browser.OpenAsync(Fleet.Write(_folder, reports), scheme);

    private static Task<string> CountAsync(ShownPage shown) => shown.Page.Locator("#count").InnerTextAsync();

    private static Task<string> BackgroundAsync(ShownPage shown) => shown.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    private static async Task AssertAccessibleAsync(ShownPage shown)
    {
        var found = await shown.Page.RunAxe();
        Assert.Empty(found.Violations.Where(static violation => violation.Impact is "serious" or "critical").Select(static violation => $"{violation.Id}: {violation.Help} {string.Join(" ", violation.Nodes.Select(static node => node.Html).Take(3))}"));
    }
}
