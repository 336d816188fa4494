using System.Text.Json;

namespace AwsBackupPlan.Module.Tests.Desktop;

/// <summary>What the process answered to a command.</summary>
public sealed class DesktopAnswer(JsonElement answer)
{
    /// <summary>The results that are objects: a text is what a command says in passing, not what it finds.</summary>
    public IReadOnlyList<JsonElement> Results { get; } = [.. answer.GetProperty(nameof(Results)).EnumerateArray().Where(static result => result.ValueKind == JsonValueKind.Object)];

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<JsonElement> Failures { get; } = [.. answer.GetProperty(nameof(Failures)).EnumerateArray()];

    /// <summary>Warnings and verbose lines.</summary>
    public IReadOnlyList<string> Lines { get; } = [.. answer.GetProperty(nameof(Lines)).EnumerateArray().Select(static text => text.GetString()!)];

    /// <summary>A property of each result, sorted: the accounts are worked on side by side.</summary>
    public IReadOnlyList<string> Values(string property) => [.. Results.Select(result => result.GetProperty(property).ToString()).Order(StringComparer.Ordinal)];

    /// <summary>The ids of what went wrong.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Failures.Select(static failure => failure.GetProperty("ErrorId").GetString()!)];

    /// <summary>This answer, once it is certain that nothing went wrong; the failure shows what did.</summary>
    public DesktopAnswer Succeeded()
    {
        Assert.True(Failures.Count == 0, string.Join('\n', Failures));
        return this;
    }
}
