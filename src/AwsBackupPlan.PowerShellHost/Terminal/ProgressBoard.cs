using System.Globalization;
using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Terminal;

/// <summary>The progress bars that are under way, and how they look in lines of text.</summary>
public sealed class ProgressBoard
{
    private const int BarWidth = 20;

    private readonly List<Bar> _bars = [];

    /// <summary>Takes a record in: a new bar, a bar's change, or its end, which ends the bars under it too.</summary>
    /// <returns>Whether it tells something new.</returns>
    public bool Update(long sourceId, ProgressRecord record)
    {
        var index = _bars.FindIndex(b => b.SourceId == sourceId && b.Id == record.ActivityId);
        if (record.RecordType == ProgressRecordType.Completed)
        {
            if (index < 0)
            {
                return false;
            }

            Remove(_bars[index]);
            return true;
        }

        // A copy, since commands write the same record again and again.
        var bar = new Bar(
            sourceId, record.ActivityId, record.ParentActivityId, record.Activity, record.StatusDescription, record.CurrentOperation,
            record.PercentComplete, record.SecondsRemaining);
        if (index < 0)
        {
            _bars.Add(bar);
            return true;
        }

        var changed = _bars[index] != bar;
        _bars[index] = bar;
        return changed;
    }

    /// <summary>Ends all bars.</summary>
    public void Clear() => _bars.Clear();

    /// <summary>The bars in lines no longer than <paramref name="width"/>: each under its parent, indented.</summary>
    /// <param name="width">Characters in a line.</param>
    /// <param name="height">Lines; what does not fit is counted in the last.</param>
    public IReadOnlyList<string> Render(int width, int height)
    {
        var lines = new List<string>();
        foreach (var root in _bars.Where(b => !_bars.Exists(p => IsParent(p, b))))
        {
            Render(root, depth: 0, width, lines);
        }

        if (lines.Count > height)
        {
            var hidden = lines.Count - height + 1;
            lines.RemoveRange(height - 1, hidden);
            lines.Add(Fit($"… and {hidden} more", width));
        }

        return lines;
    }

    /// <summary>One record as a line of its own, for output that cannot be drawn over.</summary>
    public static string Line(ProgressRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var percent = record.PercentComplete >= 0 ? string.Create(CultureInfo.InvariantCulture, $" {record.PercentComplete}%") : string.Empty;
        var operation = string.IsNullOrEmpty(record.CurrentOperation) ? string.Empty : " - " + record.CurrentOperation;
        return $"[{record.Activity}]{percent} {record.StatusDescription}{operation}";
    }

    private static bool IsParent(Bar parent, Bar bar) =>
        bar.ParentId >= 0 && bar.ParentId != bar.Id && parent.SourceId == bar.SourceId && parent.Id == bar.ParentId;

    private void Remove(Bar bar)
    {
        _bars.Remove(bar);
        foreach (var child in _bars.Where(b => IsParent(bar, b)).ToList())
        {
            Remove(child);
        }
    }

    private void Render(Bar bar, int depth, int width, List<string> lines)
    {
        var indent = new string(' ', depth * 2);
        lines.Add(Fit(indent + Text(bar, width - indent.Length), width));
        // A cycle of parents cannot come this far: none of its bars is a root.
        foreach (var child in _bars.Where(b => IsParent(bar, b)))
        {
            Render(child, depth + 1, width, lines);
        }
    }

    /// <summary>Where not all of it fits, the title gives way to what is happening, down to a third of the line.</summary>
    private static string Text(Bar bar, int width)
    {
        var state = State(bar, width);
        var room = Math.Max(width / 3, width - state.Length);
        return Fit(bar.Activity, room) + state;
    }

    private static string State(Bar bar, int width)
    {
        var text = string.Empty;
        if (bar.Percent >= 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $" {bar.Percent,3}%");
            if (width >= 60)
            {
                var full = BarWidth * Math.Min(bar.Percent, 100) / 100;
                text += $" [{new string('#', full)}{new string(' ', BarWidth - full)}]";
            }
        }

        text += " " + bar.Status;
        if (bar.SecondsRemaining >= 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $" ({TimeSpan.FromSeconds(bar.SecondsRemaining):g} left)");
        }

        return string.IsNullOrEmpty(bar.Operation) ? text : $"{text} - {bar.Operation}";
    }

    private static string Fit(string text, int width)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= width ? line : string.Concat(line.AsSpan(0, Math.Max(0, width - 1)), "…");
    }

    private sealed record Bar(
        long SourceId, int Id, int ParentId, string Activity, string Status, string? Operation, int Percent, int SecondsRemaining);
}
