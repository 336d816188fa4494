using Microsoft.Playwright;

namespace AwsBackupPlan.Page.Tests;

/// <summary>A page in the browser.</summary>
public sealed class ShownPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    internal ShownPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => _complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) => _requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>What the page said to the console.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>What it asked for, itself included.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>The texts of a column of the findings that are in the page, by its number from 1.</summary>
    public Task<IReadOnlyList<string>> FindingsAsync(int column) => Page.Locator($"#findings tbody tr:not(.space) td:nth-child({column})").AllInnerTextsAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
