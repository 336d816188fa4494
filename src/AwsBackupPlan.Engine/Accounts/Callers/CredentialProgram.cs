using System.ComponentModel;
using System.Diagnostics;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>A program of the user's that runs once, and is not left running.</summary>
internal sealed class CredentialProgram : IDisposable
{
    private readonly Process _process;

    /// <summary>A program by its command line, which the shell reads.</summary>
    public CredentialProgram(string command)
    {
        // Without /s, the quotes of a program and of its last argument would be taken for a pair around the line.
        var start = new ProcessStartInfo("cmd.exe", $"/s /c \"{command.Trim()}\"")
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
#if NET
        if (!OperatingSystem.IsWindows())
        {
            (start.FileName, start.Arguments) = ("sh", string.Empty);
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(command.Trim());
        }
#endif
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
    }

    /// <summary>Runs it to its end. What it has begun ends with it, when it is given up; but not what a program has left behind that has ended itself.</summary>
    /// <returns>Its exit status and what it wrote.</returns>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public async Task<(int Status, string Output)> RunAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Exited += (_, _) => ended.TrySetResult(true);
        _process.Start();
        // At once, in the thread that cancels: nothing of this process need be left to do it later.
        using var kill = cancellationToken.Register(Kill);
        var output = ReadAsync(_process.StandardOutput, cancellationToken);
        var complaints = ReadAsync(_process.StandardError, cancellationToken);
        try
        {
            await Task.WhenAll(ended.Task, output, complaints).WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
            return (_process.ExitCode, await output.ConfigureAwait(false));
        }
        catch
        {
            Kill();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

#if NET
    private static Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken) => reader.ReadToEndAsync(cancellationToken);
#else
    private static Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken) => reader.ReadToEndAsync();
#endif

    private void Kill()
    {
        try
        {
#if NET
            _process.Kill(entireProcessTree: true);
#else
            _process.Kill();
#endif
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It has ended by itself, or not all of what it began could be ended: there is nothing more to do.
        }
    }
}
