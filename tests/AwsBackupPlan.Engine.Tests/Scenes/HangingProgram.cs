using System.Reflection;

namespace AwsBackupPlan.Engine.Tests.Scenes;

/// <summary>The command line of a program that never ends, in a shell of its own; and whether it runs.</summary>
/// <remarks>It holds a file while it lives. Its process id would tell less: another process can have it later, and one that nobody has buried still has it.</remarks>
internal sealed class HangingProgram : IDisposable
{
    private readonly string _held = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    /// <summary>The command line. The shell waits for the program, so that there are two processes to end.</summary>
    public string CommandLine
    {
        get
        {
            var program = typeof(HangingProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key is "CallerProcessPath").Value!;
            return $"dotnet \"{program}\" hang \"{_held}\" {(OperatingSystem.IsWindows() ? "&" : ";")} exit 0";
        }
    }

    /// <summary>Waits until it runs, and holds its file.</summary>
    /// <remarks>It says so by another file: whoever tried the one that it is about to hold could be in its way.</remarks>
    public Task StartedAsync(CancellationToken cancellationToken) => UntilAsync(() => File.Exists(Started), cancellationToken);

    /// <summary>Waits until it runs no more, after <see cref="StartedAsync"/>.</summary>
    public Task EndedAsync(CancellationToken cancellationToken) => UntilAsync(() => !IsHeld(), cancellationToken);

    public void Dispose()
    {
        File.Delete(_held);
        File.Delete(Started);
    }

    private string Started => _held + ".started";

    private static async Task UntilAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    private bool IsHeld()
    {
        try
        {
            using var free = new FileStream(_held, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
