namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>
/// A file that is there as a whole, or not at all: it is written beside its place under another name, and takes its place at the end. Whatever is at that place before, a link too, is replaced and not written through.
/// </summary>
internal sealed class ReportFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private FileStream? _stream;

    /// <summary>Begins it.</summary>
    /// <exception cref="IOException">It cannot be written there.</exception>
    public ReportFile(string path)
    {
        _path = path;
        _temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        // A file that is there already, or a link, is not opened.
        _stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>What it is written to.</summary>
    public Stream Stream => _stream ?? throw new ObjectDisposedException(nameof(ReportFile));

    /// <summary>Puts it in its place.</summary>
    public void Commit()
    {
        Stream.Flush();
        Close();
#if NET
        File.Move(_temporary, _path, overwrite: true);
#else
        if (File.Exists(_path))
        {
            File.Replace(_temporary, _path, null);
        }
        else
        {
            File.Move(_temporary, _path);
        }
#endif
    }

    /// <summary>What was not put in its place is gone.</summary>
    public void Dispose()
    {
        Close();
        try
        {
            File.Delete(_temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nothing depends on it.
        }
    }

    private void Close()
    {
        _stream?.Dispose();
        _stream = null;
    }
}
