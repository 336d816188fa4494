namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>Where an operation lives: its method, its path with <c>{label}</c> segments, and the status of its success.</summary>
internal sealed record BackupRoute(string Method, string[] Segments, int StatusCode, string Operation)
{
    private static readonly Dictionary<string, string> None = new(StringComparer.Ordinal);

    private readonly bool _hasLabels = Array.Exists(Segments, IsLabel);

    public int LabelCount => Segments.Count(IsLabel);

    /// <summary>Whether a path of as many segments is this one's.</summary>
    public bool Matches(ReadOnlySpan<char> path)
    {
        var i = 0;
        foreach (var segment in path.Split('/'))
        {
            if (!IsLabel(Segments[i]) && !path[segment].SequenceEqual(Segments[i]))
            {
                return false;
            }

            i++;
        }

        return true;
    }

    /// <summary>The labels' values, percent-decoded: an ARN in a path is one segment.</summary>
    public IReadOnlyDictionary<string, string> Labels(string[] segments)
    {
        if (!_hasLabels)
        {
            return None;
        }

        var labels = new Dictionary<string, string>(1, StringComparer.Ordinal);
        for (var i = 0; i < segments.Length; i++)
        {
            if (IsLabel(Segments[i]))
            {
                labels[Segments[i][1..^1]] = Uri.UnescapeDataString(segments[i]);
            }
        }

        return labels;
    }

    private static bool IsLabel(string segment) => segment.StartsWith('{');
}
