namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>Writes reports into files as they come. The files are there when all is written, and not before.</summary>
public sealed class ComplianceExport : IDisposable
{
    /// <summary>The most that GitHub takes for a step's summary, in bytes.</summary>
    private const int MostOfSummary = 1_048_576;

    private readonly List<(WholeFile File, ReportWriter Writer)> _files = [];
    private MemoryStream? _summary;
    private string? _summaryPath;
    private MarkdownReportWriter? _summaryWriter;

    /// <summary>Begins the files.</summary>
    /// <param name="files">The formats, each with its file.</param>
    /// <param name="date">The time.</param>
    /// <param name="isNewOnly">Whether a file that is there when all is written is left, and an error. A summary is put behind what is there all the same.</param>
    /// <exception cref="IOException">One of them cannot be written.</exception>
    public ComplianceExport(IEnumerable<(ComplianceFormat Format, string Path)> files, DateTimeOffset date, bool isNewOnly = false)
    {
        try
        {
            foreach (var (format, path) in files)
            {
                Begin(format, path, date, isNewOnly);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The format that the extension of a file stands for, or <see langword="null"/>.</summary>
    public static ComplianceFormat? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".html" or ".htm" => ComplianceFormat.Html,
        ".json" => ComplianceFormat.Json,
        ".csv" => ComplianceFormat.Csv,
        ".md" or ".markdown" => ComplianceFormat.Markdown,
        ".xml" => ComplianceFormat.JUnit,
        ".sarif" => ComplianceFormat.Sarif,
        _ => null,
    };

    /// <summary>The extension of the files of a format.</summary>
    public static string ExtensionOf(ComplianceFormat format) => format switch
    {
        ComplianceFormat.Html => ".html",
        ComplianceFormat.Json => ".json",
        ComplianceFormat.Csv => ".csv",
        ComplianceFormat.JUnit => ".xml",
        ComplianceFormat.Sarif => ".sarif",
        _ => ".md",
    };

    /// <summary>Whether the summary of the step was left out, since what other commands have put there leaves no room below GitHub's limit.</summary>
    public bool IsSummaryLeftOut => _summaryWriter is { IsLeftOut: true };

    /// <summary>Writes a report.</summary>
    public void Add(ComplianceReport report)
    {
        foreach (var (_, writer) in _files)
        {
            writer.Add(report);
        }

        _summaryWriter?.Add(report);
    }

    /// <summary>Ends the files and puts them in their places.</summary>
    public void Complete()
    {
        foreach (var (_, writer) in _files)
        {
            writer.Complete();
        }

        foreach (var (file, _) in _files)
        {
            file.Commit();
        }

        if (_summaryWriter is not null)
        {
            _summaryWriter.Complete();
            using var file = new FileStream(_summaryPath!, FileMode.Append, FileAccess.Write);
            _summary!.WriteTo(file);
        }
    }

    /// <summary>Files that were not ended are not there.</summary>
    public void Dispose()
    {
        foreach (var (file, writer) in _files)
        {
            try
            {
                writer.Dispose();
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException)
            {
                // It is thrown away.
            }

            file.Dispose();
        }

        _files.Clear();
        _summaryWriter?.Dispose();
        _summary?.Dispose();
    }

    private void Begin(ComplianceFormat format, string path, DateTimeOffset date, bool isNewOnly)
    {
        if (format == ComplianceFormat.GitHubSummary)
        {
            _summary = new MemoryStream();
            // GitHub's file may hold what other commands of the step have put there.
            var room = MostOfSummary - (File.Exists(path) ? (int)Math.Min(MostOfSummary, new FileInfo(path).Length) : 0);
            (_summaryPath, _summaryWriter) = (path, new MarkdownReportWriter(_summary, room));
            return;
        }

        var file = new WholeFile(path, isNewOnly);
        try
        {
            _files.Add((file, Writer(format, file.Stream, date)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static ReportWriter Writer(ComplianceFormat format, Stream stream, DateTimeOffset date) => format switch
    {
        ComplianceFormat.Html => new HtmlReportWriter(stream, date),
        ComplianceFormat.Json => new JsonReportWriter(stream, date),
        ComplianceFormat.Csv => new CsvReportWriter(stream),
        ComplianceFormat.JUnit => new JUnitReportWriter(stream),
        ComplianceFormat.Sarif => new SarifReportWriter(stream),
        _ => new MarkdownReportWriter(stream, int.MaxValue),
    };
}
