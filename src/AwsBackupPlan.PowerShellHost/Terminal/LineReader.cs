using System.Collections.Concurrent;

namespace AwsBackupPlan.PowerShellHost.Terminal;

/// <summary>Reads lines in a way that Ctrl-C can end, which a blocked console read cannot.</summary>
/// <param name="reader">The lines' source. A line that comes after a cancelled read answers the next one.</param>
public sealed class LineReader(TextReader reader) : IDisposable
{
    private readonly BlockingCollection<Line> _lines = [];
    private bool _reading;

    /// <summary>The next line; <see langword="null"/> at the end.</summary>
    /// <exception cref="OperationCanceledException">The token ended the wait.</exception>
    public string? ReadLine(CancellationToken cancellationToken)
    {
        if (!_reading)
        {
            _reading = true;
            ThreadPool.QueueUserWorkItem(_ => _lines.Add(new Line(reader.ReadLine())));
        }

        var line = _lines.Take(cancellationToken);
        _reading = false;
        return line.Text;
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private readonly record struct Line(string? Text);
}
