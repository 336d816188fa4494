namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>Finds the operation that a method and a path are for.</summary>
internal static class BackupRoutes
{
    /// <summary>Literal segments go before labels: <c>/backup/template/plans</c> is no plan id.</summary>
    private static readonly BackupRoute[] All =
        [.. BackupOperationTable.Text.Split('\n').Select(Parse).OrderBy(static route => route.LabelCount)];

    private static readonly Dictionary<(string Method, int Segments), BackupRoute[]> ByForm =
        All.GroupBy(static route => (route.Method, route.Segments.Length)).ToDictionary(static group => group.Key, static group => group.ToArray());

    private static readonly Dictionary<string, BackupRoute> ByOperation =
        All.ToDictionary(static route => route.Operation, StringComparer.Ordinal);

    public static BackupRoute? Find(string method, string rawPath)
    {
        // Most of the other services have no path.
        var path = rawPath.AsSpan().Trim('/');
        if (path.IsEmpty)
        {
            return null;
        }

        foreach (var route in ByForm.GetValueOrDefault((method, path.Count('/') + 1), []))
        {
            if (route.Matches(path))
            {
                return route;
            }
        }

        return null;
    }

    public static BackupRoute Of(string operation) => ByOperation[operation];

    public static string[] Split(string rawPath) => rawPath.Trim('/').Split('/');

    private static BackupRoute Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new BackupRoute(words[0], Split(words[1]), int.Parse(words[2], System.Globalization.CultureInfo.InvariantCulture), words[3]);
    }
}
