using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(AwsBackupPlan.Page.Tests.Browser))]

namespace AwsBackupPlan.Page.Tests;

/// <summary>A real browser, kept for all tests. Without one a test is skipped with the reason, or fails when ABP_REQUIRE_PEERS is 1.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Missing = "Chromium was not found: install Debian's package chromium, or set CHROMIUM to a browser.";

    private static readonly string?[] Places = [Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } path)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        // As root a browser has no sandbox of its own.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox"] });
    }

    /// <summary>A page that shows a file, and notes what goes wrong in it and what it asks for.</summary>
    public async Task<ShownPage> OpenAsync(string path, ColorScheme scheme = ColorScheme.Light)
    {
        if (_browser is null)
        {
            Assert.False(string.Equals(Environment.GetEnvironmentVariable("ABP_REQUIRE_PEERS"), "1", StringComparison.Ordinal), Missing);
            Assert.Skip(Missing);
        }

        var context = await _browser.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = 1400, Height = 1000 } });
        var shown = new ShownPage(context, await context.NewPageAsync());
        await shown.Page.GotoAsync(new Uri(path).AbsoluteUri);
        return shown;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
