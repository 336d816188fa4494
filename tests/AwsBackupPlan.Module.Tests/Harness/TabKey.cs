using System.Management.Automation;

namespace AwsBackupPlan.Module.Tests.Harness;

/// <summary>The Tab key.</summary>
internal static class TabKey
{
    private const string Complete = "[Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches";

    /// <summary>The texts that Tab offers after what is typed.</summary>
    public static async Task<IReadOnlyList<string>> OffersAsync(this ModuleSession session, string typed)
        => [.. (await session.CompleteAsync(typed)).Select(static match => match.CompletionText)];

    /// <summary>What Tab offers after what is typed.</summary>
    public static async Task<IReadOnlyList<CompletionResult>> CompleteAsync(this ModuleSession session, string typed)
    {
        session.Set("typed", typed);
        return (await session.RunAsync(Complete)).Succeeded().OutputOf<CompletionResult>();
    }

    /// <summary>What Tab offers of files: a machine that is too busy to read one in time offers nothing, and does the next time.</summary>
    public static async Task<IReadOnlyList<CompletionResult>> CompleteOfFilesAsync(this ModuleSession session, string typed)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            if (await session.CompleteAsync(typed) is { Count: > 0 } offered)
            {
                return offered;
            }
        }

        return [];
    }
}
