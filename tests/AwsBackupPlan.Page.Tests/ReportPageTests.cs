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
    public async Task Arrow_keys_go_through_all_findings_and_Tab_leaves_them()
    {
        await using var shown = await OpenAsync(Fleet.Reports(30, 20));
        var keyboard = shown.Page.Keyboard;
        await shown.Page.Locator("#findings").FocusAsync();

        await keyboard.PressAsync("ArrowDown");
        for (var row = 1; row < 60; row++)
        {
            await keyboard.PressAsync("ArrowDown");
        }

        Assert.Equal("61", await RowOfFocusAsync(shown));
        await keyboard.PressAsync("PageDown");
        Assert.InRange(int.Parse((await RowOfFocusAsync(shown))!, CultureInfo.InvariantCulture), 66, 90);
        await keyboard.PressAsync("End");
        Assert.Equal("241", await RowOfFocusAsync(shown));
        await keyboard.PressAsync("Enter");
        await keyboard.PressAsync("Escape");
        Assert.Equal("241", await RowOfFocusAsync(shown));
        await keyboard.PressAsync("Tab");
        Assert.Equal("241", await RowOfFocusAsync(shown));
        await keyboard.PressAsync("Tab");
        Assert.Null(await RowOfFocusAsync(shown));
        await keyboard.PressAsync("Shift+Tab");
        Assert.Equal("241", await RowOfFocusAsync(shown));
    }

    [Fact]
    public async Task What_has_the_focus_keeps_it_while_the_table_moves_below_it()
    {
        await using var shown = await OpenAsync(Fleet.Reports(30, 20));
        await shown.Page.Locator("#findings button.open").First.FocusAsync();

        await shown.Page.Locator("#findings").EvaluateAsync("box => { box.scrollTop = 200; }");
        await Assertions.Expect(shown.Page.Locator("#findings tbody tr[aria-rowindex='25']")).ToBeVisibleAsync();
        Assert.Equal("2", await RowOfFocusAsync(shown));
        await shown.Page.Locator("#findings").EvaluateAsync("box => { box.scrollTop = 6000; }");
        await Assertions.Expect(shown.Page.Locator("#findings tbody tr[aria-rowindex='160']")).ToBeVisibleAsync();

        Assert.True(await shown.Page.EvaluateAsync<bool>("document.activeElement.id === 'findings'"));
    }

    [Fact]
    public async Task Findings_say_whether_they_are_new_or_could_not_be_read_and_are_narrowed_by_it()
    {
        var report = Fleet.Reports(1, 10).Single();
        var open = report.Findings.Where(static finding => finding.IsOpen).ToList();
        report = report with { Findings = [open[0] with { IsNew = true }, open[1] with { IsNew = false, Status = "ERROR" }, open[2] with { IsNew = false, AbsName = "orders" }], Open = 3, Fixed = [open[3]] };
        await using var shown = await OpenAsync([report]);

        Assert.Contains("Since the baseline 1 new, 1 fixed.", await shown.Page.Locator(".answer").InnerTextAsync(), StringComparison.Ordinal);
        await shown.Page.Locator("#kind").SelectOptionAsync("new");
        Assert.Contains("new", Assert.Single(await shown.FindingsAsync(1)), StringComparison.Ordinal);
        await shown.Page.Locator("#kind").SelectOptionAsync("ERROR");
        Assert.Contains("unread", Assert.Single(await shown.FindingsAsync(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exempt_findings_are_told_from_what_was_not_judged()
    {
        var report = Fleet.Reports(1, 1).Single();
        await using var shown = await OpenAsync([report with { Controls = [new() { Control = "XACNT_VAULT_KEY_USABLE", Title = "Usable.", Exempt = 2 }, new() { Control = "XACNT_JOB_SUCCESS_RATE", Title = "Enough.", InsufficientData = 1 }] }]);

        var cells = await shown.Page.Locator("#heat tbody tr:not(.space) td").AllInnerTextsAsync();
        Assert.Equal(["ex", "?"], cells.Where(static cell => cell is not "–"));
    }

    [Fact]
    public async Task What_is_exempt_stands_there_with_its_reason_and_whom_to_ask()
    {
        var report = Fleet.Reports(2, 1).First();
        var exemption = new ComplianceExemption { Reason = "Figures <b>only</b>.", Owner = "data team", Expires = Fleet.Now };
        await using var shown = await OpenAsync([report with { Findings = [.. report.Findings.Select(finding => finding with { Status = "NON_COMPLIANT", Exemption = exemption })], Open = 0 }]);

        Assert.Contains("4 exempt", await shown.Page.Locator(".answer").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(4, await shown.Page.Locator("section:has(#exempt) tbody tr").CountAsync());
        Assert.Contains("Figures <b>only</b>.\tdata team\t2027-01-02", await shown.Page.Locator("section:has(#exempt) tbody tr").First.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_severest_account_stands_first()
    {
        var reports = Fleet.Reports(2, 10).ToList();
        await using var shown = await OpenAsync([reports[0] with { Severity = ComplianceSeverity.Medium, Score = 1 }, reports[1] with { Severity = ComplianceSeverity.Critical, Score = 90 }]);

        Assert.StartsWith("200000000002", await shown.Page.Locator("section:has(#worst) tbody tr").First.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(900)]
    public async Task A_narrow_page_does_not_scroll_sideways(int width)
    {
        await using var shown = await OpenAsync(Fleet.Reports(3, 10));
        await shown.Page.SetViewportSizeAsync(width, 800);

        Assert.True(await shown.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Theory]
    [InlineData(ProtectionStatus.Pending, "1 of 1 database waits for the first backup or copy.", "0 of 1")]
    [InlineData(ProtectionStatus.NoCopy, "1 of 1 database has no good backup and copy.", "0 of 1")]
    [InlineData(ProtectionStatus.Protected, "The fleet is safe.", "1 of 1")]
    public async Task Without_open_findings_only_backups_and_copies_make_it_safe(ProtectionStatus status, string answer, string isProtected)
    {
        var report = Fleet.Reports(1, 1).Single();
        await using var shown = await OpenAsync([report with { Findings = [], Open = 0, Resources = [report.Resources[0] with { Status = status }] }]);

        Assert.Equal(answer, await shown.Page.Locator(".answer strong").InnerTextAsync());
        Assert.Equal(status is ProtectionStatus.Protected, await shown.Page.Locator(".answer:not(.bad)").CountAsync() == 1);
        Assert.Equal(isProtected, await shown.Page.Locator(".tiles dd").Nth(2).InnerTextAsync());
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

    private static Task<string?> RowOfFocusAsync(ShownPage shown) => shown.Page.EvaluateAsync<string?>("document.activeElement.closest('#findings tbody tr')?.getAttribute('aria-rowindex') ?? null");

    private static Task<string> CountAsync(ShownPage shown) => shown.Page.Locator("#count").InnerTextAsync();

    private static Task<string> BackgroundAsync(ShownPage shown) => shown.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    private static async Task AssertAccessibleAsync(ShownPage shown)
    {
        var found = await shown.Page.RunAxe();
        Assert.Empty(found.Violations.Where(static violation => violation.Impact is "serious" or "critical").Select(static violation => $"{violation.Id}: {violation.Help} {string.Join(" ", violation.Nodes.Select(static node => node.Html).Take(3))}"));
    }
}
