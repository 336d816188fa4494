namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>Where an operation lives: its method, its path with <c>{label}</c> segments, and the status of its success.</summary>
internal sealed record BackupRoute(string Method, string[] Segments, int StatusCode, string Operation)
{
    public int LabelCount => Segments.Count(IsLabel);

    /// <summary>Whether a path of as many segments is this one's.</summary>
    public bool Matches(string[] segments)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            if (!IsLabel(Segments[i]) && !string.Equals(Segments[i], segments[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The labels' values, percent-decoded: an ARN in a path is one segment.</summary>
    public Dictionary<string, string> Labels(string[] segments)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
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
