namespace AwsBackupPlan.Engine.Completion;

/// <summary>Reads files that somebody waits for: little of them, for a short time, and without a fault.</summary>
internal static class LocalFile
{
    /// <summary>Two seconds are the longest that a completion may take; nothing is what it then has.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1_500);

    /// <summary>What a reading of files gives, or <paramref name="nothing"/> when it takes too long: a share of the network that does not answer keeps its thread, and nobody else.</summary>
    public static T InTime<T>(Func<T> read, T nothing)
    {
        var found = nothing;
        var reading = new Thread(() => found = read()) { IsBackground = true, Name = nameof(LocalFile) };
        reading.Start();
        return reading.Join(Patience) ? found : nothing;
    }

    /// <summary>The text of a file, or of its beginning; nothing where there is none, or none that can be read. Of a pipe or a device nothing is read.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="longest">How many bytes are read at most.</param>
    public static string Read(string path, int longest)
    {
        try
        {
            if (!File.Exists(path) || FilePlace.Fault(path) is not null)
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
}
