namespace AwsBackupPlan.Engine;

/// <summary>
/// A file that is there as a whole, or not at all: it is written beside its place under another name, and takes its place at the end. A file that is at that place before is replaced, and so is a link to one, which is not
/// written through. What is no file stays: a device that became a file would be gone for the whole machine.
/// </summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string _path;
    private readonly bool _isNewOnly;
    private readonly string _temporary;
    private FileStream? _stream;

    /// <summary>Begins it.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="isNewOnly">Whether what is there at the end is left, and an error.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    public WholeFile(string path, bool isNewOnly)
    {
        (_path, _isNewOnly) = (path, isNewOnly);
        CheckPlace();
        // Its own name may be as long as a name can be. A file that is there already, or a link, is not opened.
        _temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.tmp");
        _stream = Create(_temporary, path);
    }

    /// <summary>What it is written to.</summary>
    public Stream Stream => _stream ?? throw new ObjectDisposedException(nameof(WholeFile));

    /// <summary>Puts it in its place.</summary>
    public void Commit()
    {
        // A machine that stops now must not find an empty file in its place.
        _stream?.Flush(flushToDisk: true);
        Close();
        CheckPlace();
#if NET
        File.Move(_temporary, _path, overwrite: !_isNewOnly);
#else
        if (File.Exists(_path) && !_isNewOnly)
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

    // A report names what is not protected: what nobody else could read before stays so.
    private static FileStream Create(string temporary, string path)
    {
#if NET
        if (!OperatingSystem.IsWindows() && new FileInfo(path) is { Exists: true, LinkTarget: null } before)
        {
            return new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = before.UnixFileMode });
        }
#endif
        return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    private void CheckPlace()
    {
        if (FilePlace.Fault(_path) is { } fault)
        {
            throw new IOException(fault);
        }
    }

    private void Close()
    {
        _stream?.Dispose();
        _stream = null;
    }
}
