using System.Diagnostics;
using System.Text.Json;
using AwsBackupPlan.Benchmarks.Output;
using AwsBackupPlan.Engine.Compliance.Export;
using Microsoft.Playwright;

namespace AwsBackupPlan.Benchmarks.Report;

/// <summary>The compliance report of a large fleet: how long it takes to write, what of it stays in memory, and how fast its page is in a browser.</summary>
internal sealed class ReportPart(Targets targets)
{
    private const int Few = 100;
    private const int Many = 1_000;
    private const int Databases = 20;
    private const int Times = 5;

    // What a person does, and waits for what it draws.
    private const string Searching = "() => { const box = document.getElementById('search'); const start = performance.now(); box.value = 'orders-3 2000000005'; box.dispatchEvent(new Event('input')); document.getElementById('findings').getBoundingClientRect(); const took = performance.now() - start; box.value = ''; box.dispatchEvent(new Event('input')); return took; }";
    private const string Sorting = "() => { const start = performance.now(); document.querySelector('#findings th[data-key=account] button').click(); document.getElementById('findings').getBoundingClientRect(); return performance.now() - start; }";
    private const string Scrolling = "() => new Promise(done => { const box = document.getElementById('findings'); const frames = []; let last = performance.now(); const step = now => { frames.push(now - last); last = now; box.scrollTop += 2000; if (frames.length < 60) requestAnimationFrame(step); else done(frames.slice(1).sort((a, b) => a - b)[55]); }; requestAnimationFrame(step); })";

    private static readonly string? Browser = new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium" }.FirstOrDefault(File.Exists);

    /// <summary>Measures, writes and judges.</summary>
    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("abp-report-");
        try
        {
            WriteFormats(folder.FullName);
            await OpenAsync(Path.Combine(folder.FullName, "report.html"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void WriteFormats(string folder)
    {
        var table = new Table($"Reports of {Databases} databases an account with four controls each, made as they are written", "format".PadRight(14), "accounts", "    wall, s", "   size, MB", "held meanwhile, MB");
        foreach (var format in new[] { ComplianceFormat.Html, ComplianceFormat.Json, ComplianceFormat.Csv, ComplianceFormat.Markdown, ComplianceFormat.JUnit, ComplianceFormat.Sarif })
        {
            Write(format, folder, 1);
            var (_, few) = Measure(Few);
            var (wall, many) = Measure(Many);
            if (format is ComplianceFormat.Html)
            {
                targets.Judge($"report: what is held while the page of {Figures.Of((long)Many)} accounts is written, at most 5 MB more than for {Few}", $"{Figures.Of((many - few) / 1e6)} MB", many - few < 5_000_000);
                targets.Judge($"report: the page of {Figures.Of((long)Many)} accounts written in at most 5 s", $"{Figures.Of(wall.TotalSeconds)} s", wall < TimeSpan.FromSeconds(5));
            }

            (TimeSpan Wall, long Held) Measure(int accounts)
            {
                var start = Stopwatch.GetTimestamp();
                var (path, held) = Write(format, folder, accounts);
                var took = Stopwatch.GetElapsedTime(start);
                table.Write(format.ToString(), Figures.Of((long)accounts), Figures.Of(took.TotalSeconds), Figures.Of(new FileInfo(path).Length / 1e6, 1), Figures.Of(held / 1e6));
                return (took, held);
            }
        }
    }

    private static (string Path, long Held) Write(ComplianceFormat format, string folder, int accounts)
    {
        var path = Path.Combine(folder, "report" + ComplianceExport.ExtensionOf(format));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var export = new ComplianceExport([(format, path)], Page.Tests.Fleet.Now);
        foreach (var report in Page.Tests.Fleet.Reports(accounts, Databases))
        {
            export.Add(report);
        }

        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        export.Complete();
        return (path, held);
    }

    private async Task OpenAsync(string path)
    {
        if (Browser is null)
        {
            Console.WriteLine("Chromium was not found, so that the page is not opened: install Debian's package chromium, or set CHROMIUM to a browser.");
            targets.Judge($"report: the page of {Figures.Of((long)Many)} accounts open in less than 2 s", "no browser", null);
            return;
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser, Args = ["--no-sandbox"] });
        var (opened, searched, sorted, scrolled) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var time = 0; time <= Times; time++)
        {
            var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1400, Height = 1000 } });
            var start = Stopwatch.GetTimestamp();
            await page.GotoAsync(new Uri(path).AbsoluteUri);
            var open = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var (search, sort, scroll) = (await MeasureAsync(page, Searching), await MeasureAsync(page, Sorting), await MeasureAsync(page, Scrolling));
            await page.CloseAsync();

            // The first one warms the browser up.
            if (time > 0)
            {
                opened.Add(open);
                searched.Add(search);
                sorted.Add(sort);
                scrolled.Add(scroll);
            }
        }

        var table = new Table($"The page of {Figures.Of((long)Many)} accounts in Chromium, the middle of {Times}", "what".PadRight(44), "         ms");
        table.Write("opened and drawn", Figures.Of(Figures.Median(opened), 0));
        table.Write("narrowed by a search", Figures.Of(Figures.Median(searched), 0));
        table.Write("sorted by another column", Figures.Of(Figures.Median(sorted), 0));
        table.Write("a frame while scrolling, all but the worst 7 %", Figures.Of(Figures.Median(scrolled), 0));
        targets.Judge($"report: the page of {Figures.Of((long)Many)} accounts open in less than 2 s", $"{Figures.Of(Figures.Median(opened), 0)} ms", Figures.Median(opened) < 2_000);
        targets.Judge("report: its search answers in less than 100 ms", $"{Figures.Of(Figures.Median(searched), 0)} ms", Figures.Median(searched) < 100);
    }

    private static async Task<double> MeasureAsync(IPage page, string script) => (await page.EvaluateAsync<JsonElement>(script)).GetDouble();
}
