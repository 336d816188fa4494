using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>A moto with stacks in it, in a process of its own.</summary>
internal sealed class MotoServer(Process process, JsonNode answer) : IAsyncDisposable
{
    /// <summary>The account that it stands for when nobody says another.</summary>
    public const string AccountId = "123456789012";

    public Uri Endpoint { get; } = new((string)answer["endpoint"]!);

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
