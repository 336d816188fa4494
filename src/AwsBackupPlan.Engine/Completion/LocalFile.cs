using System.Diagnostics;

namespace AwsBackupPlan.Engine.Completion;

/// <summary>Reads files that somebody waits for: little of them, for a short time, and without a fault.</summary>
internal static class LocalFile
{
    /// <summary>Two seconds are the longest that a completion may take; nothing is what it then has.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1_500);

    /// <summary>Who reads has it until the reading ends: a share that does not answer keeps one thread, however often somebody asks.</summary>
    private static readonly SemaphoreSlim Reader = new(1, 1);

    /// <summary>What a reading of files gives, or <paramref name="nothing"/> when it takes too long, when one that took too long has not ended, or when it fails.</summary>
    public static T InTime<T>(Func<T> read, T nothing)
    {
        var waiting = Stopwatch.StartNew();
        if (!Reader.Wait(Patience))
        {
            return nothing;
        }

        var found = nothing;
        var reading = new Thread(() => found = Attempt(read, nothing)) { IsBackground = true, Name = nameof(LocalFile) };
        reading.Start();
        var left = Patience - waiting.Elapsed;
        return reading.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero) ? found : nothing;
    }

    private static T Attempt<T>(Func<T> read, T nothing)
    {
        try
        {
            return read();
        }
#pragma warning disable CA1031 // On a thread of its own any fault would end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
            return nothing;
        }
        finally
        {
            Reader.Release();
        }
    }

    /// <summary>The text of a file, or of its beginning; nothing where there is none, or none that can be read. Of a pipe, a device or a share of the network nothing is read.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="longest">How many bytes are read at most.</param>
    public static string Read(string path, int longest)
    {
        try
        {
            if (IsShare(path) || !File.Exists(path) || FilePlace.Fault(path) is not null)
            {
                return string.Empty;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Math.Min(longest, file.Length)];
            var length = 0;
            while (length < bytes.Length && file.Read(bytes, length, bytes.Length - length) is var count and > 0)
            {
                length += count;
            }

            using var reader = new StreamReader(new MemoryStream(bytes, 0, length), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or System.Security.SecurityException)
        {
            return string.Empty;
        }
    }

    /// <summary>The mere question whether a file is there goes out to the network.</summary>
    private static bool IsShare(string path) => path.Length > 1 && path[0] is '\\' or '/' && path[1] is '\\' or '/';
}
