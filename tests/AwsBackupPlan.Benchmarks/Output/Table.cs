namespace AwsBackupPlan.Benchmarks.Output;

/// <summary>A table that is written line by line, as the figures come.</summary>
internal sealed class Table
{
    private readonly int[] _widths;

    /// <summary>Writes the heading.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="columns">The headings. A column is as wide as its own, padded by whoever names it.</param>
    public Table(string title, params IReadOnlyList<string> columns)
    {
        _widths = [.. columns.Select(static column => column.Length)];
        Console.WriteLine();
        Console.WriteLine(title);
        Write(columns);
        Write([.. _widths.Select(static width => new string('-', width))]);
    }

    /// <summary>Writes a line.</summary>
    public void Write(params IReadOnlyList<string> cells) =>
        Console.WriteLine(string.Join("  ", cells.Select((cell, index) => index == 0 ? cell.PadRight(_widths[0]) : cell.PadLeft(_widths[index]))).TrimEnd());
}
