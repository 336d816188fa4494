using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Compliance.Export;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Writes compliance reports into files: a page for people, JSON, CSV, Markdown, test results (JUnit), SARIF, and the summary of a step of GitHub Actions.</summary>
/// <remarks>
/// <para>Reports are written as they come down the pipeline. A file is there as a whole, or not at all: it takes its place when the last report is written, and replaces what was there; a link that is there is replaced, too,
/// and not written through.</para>
/// <para>Without -Format the extension of each path says what is written: .html, .json, .csv, .md, .xml (JUnit), .sarif. With it, the extension of the path is replaced by that of each format.</para>
/// </remarks>
/// <example>
///   <summary>Writes a report for a spreadsheet, and one that a later run can be compared with.</summary>
///   <code>Import-Csv accounts.csv | Get-BackupComplianceReport | Export-BackupComplianceReport -Path report.csv, report.json</code>
/// </example>
/// <example>
///   <summary>In GitHub Actions: the summary of the step, and SARIF for code scanning.</summary>
///   <code>Import-Csv accounts.csv | Get-BackupComplianceReport | Export-BackupComplianceReport -Path backup.sarif -Format Sarif, GitHubSummary</code>
/// </example>
/// <example>
///   <summary>The page for people, opened at once, and an error when it has open findings of severity High.</summary>
///   <code>Get-BackupComplianceReport -AccountId 222222222222 | Export-BackupComplianceReport -Path report.html -FailOn High</code>
///   <para>The file is whole before the error comes.</para>
/// </example>
[Cmdlet(VerbsData.Export, "BackupComplianceReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ComplianceReport))]
public sealed class ExportBackupComplianceReportCommand : PSCmdlet, IDisposable
{
    private const string SummaryVariable = "GITHUB_STEP_SUMMARY";

    // A bracket may stand in a name.
    private static readonly char[] Wildcards = ['*', '?'];

    private ComplianceExport? _export;
    private readonly List<string> _written = [];
    private string? _page;
    private bool _hasReports;
    private readonly List<ErrorRecord> _failures = [];

    /// <summary>A report of Get-BackupComplianceReport. Without one there is nothing to write.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public ComplianceReport? InputObject { get; set; }

    /// <summary>The files. With -Format one, whose extension is that of the format, or is replaced by it. GitHubSummary needs none: it goes to the file that GITHUB_STEP_SUMMARY names.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>What is written: one format, or several. Without it: what the extension of each path says.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ComplianceFormat[]? Format { get; set; }

    /// <summary>A file that is there already is an error, and nothing is written. The summary of a step is put behind what is there all the same.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>When the files are whole, each account with an open finding of this severity, or a severer one, is an error, so that a pipeline can fail on it and has its reports all the same.</summary>
    [Parameter]
    [ValidateNotNull]
    public ComplianceSeverity? FailOn { get; set; }

    /// <summary>Opens the page when it is written.</summary>
    [Parameter]
    public SwitchParameter Show { get; set; }

    /// <summary>Passes the reports on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _export?.Dispose();
        _export = null;
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var faults = new List<ParameterFault>();
        if (!MyInvocation.ExpectingInput && InputObject is null)
        {
            faults.Add(new ParameterFault(nameof(InputObject), Strings.NoReportGiven));
        }

        var files = new List<(ComplianceFormat Format, string Path)>();
        AddFiles(files, faults);
        AddFaults(files, faults);
        if (Show && !files.Exists(static file => file.Format == ComplianceFormat.Html))
        {
            faults.Add(new ParameterFault(nameof(Show), Strings.NoPageToShow));
        }

        if (faults.Count > 0)
        {
            ThrowTerminatingError(Errors.InvalidParameters(faults));
        }

        var wanted = new List<(ComplianceFormat Format, string Path)>();
        foreach (var file in files)
        {
            if (ShouldProcess(file.Path, Strings.WriteReport(file.Format)))
            {
                wanted.Add(file);
                _written.Add(file.Path);
                _page = file.Format == ComplianceFormat.Html ? file.Path : _page;
            }
        }

        try
        {
            _export = new ComplianceExport(wanted, TimeProvider.System.GetUtcNow(), NoClobber);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.ReportNotWritten(exception));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // PowerShell makes one of any hashtable.
        if (InputObject is not { AccountId.Length: > 0, AbsName: not null, Region.Length: > 0, Status.Length: > 0, Message: not null })
        {
            ThrowTerminatingError(Errors.InvalidParameters([new ParameterFault(nameof(InputObject), Strings.NotAReport)]));
        }

        _hasReports = true;
        Write(static (export, report) => export.Add(report!), InputObject);
        if (FailOn is { } severity && ComplianceFailure.Of(InputObject!, severity) is { } failure)
        {
            _failures.Add(Errors.Of(failure));
        }

        if (PassThru)
        {
            WriteObject(InputObject);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!_hasReports)
        {
            // What was written before says more than an empty report would.
            if (FailOn is null)
            {
                WriteWarning($"{Strings.NoReports} {Strings.NoReportsRemedy}");
            }
            else
            {
                WriteError(Errors.NoReports());
            }

            return;
        }

        Write(static (export, _) => export.Complete(), null);
        foreach (var file in _written)
        {
            WriteVerbose(Strings.FileWritten(file));
        }

        if (_export!.IsSummaryLeftOut)
        {
            WriteWarning(Strings.SummaryLeftOut);
        }

        if (Show && _page is not null)
        {
            ShowPage(_page);
        }

        foreach (var failure in _failures)
        {
            WriteError(failure);
        }
    }

    /// <summary>Whoever runs it without a screen has the file all the same.</summary>
    private void ShowPage(string page)
    {
        try
        {
            using var started = Process.Start(new ProcessStartInfo(page) { UseShellExecute = true });
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            WriteWarning(Strings.PageNotShown(page, exception.Message));
        }
    }

    private void Write(Action<ComplianceExport, ComplianceReport?> write, ComplianceReport? report)
    {
        try
        {
            write(_export!, report);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.ReportNotWritten(exception));
        }
    }

    private void AddFiles(List<(ComplianceFormat Format, string Path)> files, List<ParameterFault> faults)
    {
        if (Format is null)
        {
            foreach (var path in Path ?? [])
            {
                if (ComplianceExport.FormatOf(path) is { } format)
                {
                    Add(files, faults, format, path);
                }
                else
                {
                    faults.Add(new ParameterFault(nameof(Path), Strings.NoFormatOf(path)));
                }
            }

            if (Path is null)
            {
                faults.Add(new ParameterFault(nameof(Path), Strings.NoReportPath));
            }

            return;
        }

        foreach (var format in Format.Distinct())
        {
            if (format == ComplianceFormat.GitHubSummary)
            {
                AddSummary(files, faults);
            }
            else if (Path is not { Length: 1 })
            {
                faults.Add(new ParameterFault(nameof(Path), Strings.OnePathForFormats));
                return;
            }
            else if (IsFolder(Path[0]))
            {
                faults.Add(new ParameterFault(nameof(Path), $"'{Path[0]}': {Strings.IsFolder}"));
                return;
            }
            else
            {
                Add(files, faults, format, ComplianceExport.FormatOf(Path[0]) == format ? Path[0] : WithExtension(Path[0], format));
            }
        }
    }

    private bool IsFolder(string path)
    {
        try
        {
            return Directory.Exists(SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));
        }
        catch (Exception exception) when (InputFile.IsUnreadable(exception))
        {
            // What is wrong with it is told when it is read.
            return false;
        }
    }

    private void AddSummary(List<(ComplianceFormat Format, string Path)> files, List<ParameterFault> faults)
    {
        if (Environment.GetEnvironmentVariable(SummaryVariable) is { Length: > 0 } path)
        {
            files.Add((ComplianceFormat.GitHubSummary, path));
        }
        else
        {
            faults.Add(new ParameterFault(nameof(Format), Strings.NoStepSummary(SummaryVariable)));
        }
    }

    /// <summary>A dot in a name need not begin an extension.</summary>
    private static string WithExtension(string path, ComplianceFormat format)
        => ComplianceExport.FormatOf(path) is null ? path + ComplianceExport.ExtensionOf(format) : System.IO.Path.ChangeExtension(path, ComplianceExport.ExtensionOf(format));

    private void Add(List<(ComplianceFormat Format, string Path)> files, List<ParameterFault> faults, ComplianceFormat format, string path)
    {
        try
        {
            var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (string.Equals(provider.Name, "FileSystem", StringComparison.OrdinalIgnoreCase))
            {
                files.Add((format, file));
            }
            else
            {
                faults.Add(new ParameterFault(nameof(Path), $"'{path}': {Strings.NotAFile(provider.Name)}"));
            }
        }
        catch (Exception exception) when (InputFile.IsUnreadable(exception))
        {
            faults.Add(new ParameterFault(nameof(Path), Strings.UnreadableFile(path, exception.Message)));
        }
    }

    private void AddFaults(List<(ComplianceFormat Format, string Path)> files, List<ParameterFault> faults)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (format, file) in files)
        {
            var fault = file.IndexOfAny(Wildcards) >= 0 ? Strings.NoWildcards
                : !seen.Add(file) ? Strings.SameFile
                : FilePlace.Fault(file) is { } place ? place
                : !Directory.Exists(System.IO.Path.GetDirectoryName(file)) ? Strings.NoSuchFolder
                : NoClobber && format != ComplianceFormat.GitHubSummary && File.Exists(file) ? Strings.FileExists
                : null;
            if (fault is not null)
            {
                faults.Add(new ParameterFault(nameof(Path), $"'{file}': {fault}"));
            }
        }
    }
}
