namespace AwsBackupPlan.Engine.Compliance.Audit.Files;

/// <summary>A row of a report.</summary>
/// <param name="S3Uri">The file that it is in.</param>
/// <param name="Columns">The columns in their order.</param>
internal sealed record ReportRow(string S3Uri, IReadOnlyList<KeyValuePair<string, string?>> Columns)
{
    /// <summary>The value of a column; <see langword="null"/> where it is empty, or not there.</summary>
    public string? Value(string name) => Columns.FirstOrDefault(column => string.Equals(column.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}
