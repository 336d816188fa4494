using System.Runtime.CompilerServices;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Accounts.Storage;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Compliance.Audit.Files;

/// <summary>Reads the files of a report. What is in them was written by others, and is made harmless.</summary>
internal sealed class ReportFileReader(AccountSession session)
{
    private readonly Shown _shown = new(session.Secrets);

    /// <summary>The rows of a report. Of two forms that say the same one is read.</summary>
    /// <param name="region">The Region of the report plan.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="keys">The files.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AccountException">A file is not there, cannot be read, or is no report.</exception>
    public async IAsyncEnumerable<ReportRow> ReadAsync(string region, string bucket, IReadOnlyList<string> keys, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var key in Chosen(region, bucket, keys))
        {
            var file = new StoredFile(session, region, bucket, key);
            var uri = _shown.Text(file.Uri);
            var rows = (IsOf(key, ".json") ? JsonRows.ReadAsync(file.NextAsync, cancellationToken) : CsvRows.ReadAsync(file.NextAsync, cancellationToken)).GetAsyncEnumerator(cancellationToken);
            await using (rows.ConfigureAwait(false))
            {
                while (await NextAsync(rows, region, uri).ConfigureAwait(false))
                {
                    yield return new ReportRow(uri, [.. rows.Current.Select(column => new KeyValuePair<string, string?>(column.Key, _shown.TextOrNull(column.Value)))]);
                }
            }
        }
    }

    // An iterator cannot do this in its own body.
    private async Task<bool> NextAsync(IAsyncEnumerator<IReadOnlyList<KeyValuePair<string, string?>>> rows, string region, string uri)
    {
        try
        {
            return await rows.MoveNextAsync().ConfigureAwait(false);
        }
        catch (ReportFileException exception)
        {
            throw new AccountException(
                "ReportFileInvalid",
                FailureCategory.InvalidOperation,
                $"For account {session.Target.AccountId}, {region}: The file {uri} is no report of Audit Manager, or not all of one: {PlainText.Of(exception.Message, PlainText.LongestQuotation)}",
                "Have a new report made with Start-XacntAuditReport. If that is the same, look at the file: somebody else may write to the bucket.")
            {
                Region = region,
            };
        }
    }

    // A long report can have several files of a form. What is beside them is a sum or the like of one of them, or a part of the report in a form that is not known.
    private IReadOnlyList<string> Chosen(string region, string bucket, IReadOnlyList<string> keys)
    {
        IReadOnlyList<string> json = [.. keys.Where(static key => IsOf(key, ".json"))];
        IReadOnlyList<string> csv = [.. keys.Where(static key => IsOf(key, ".csv"))];
        var chosen = json.Count > 0 ? json : csv;
        if (chosen.Count == 0)
        {
            throw Fault("ReportWithoutFiles", FailureCategory.ObjectNotFound, region, $"The report job says of no file in CSV or JSON that it has written it into the bucket {bucket}.", "Have a new report made with Start-XacntAuditReport.");
        }

        var known = new HashSet<string>([.. chosen, .. chosen.Select(WithoutExtension)], StringComparer.Ordinal);
        return keys.FirstOrDefault(key => !IsOf(key, ".json") && !IsOf(key, ".csv") && !known.Contains(WithoutExtension(key))) is { } other
            ? throw Fault("ReportFileUnknown", FailureCategory.InvalidOperation, region, $"Not all of the report can be read: it has the file {_shown.Text($"s3://{bucket}/{other}")}, which is neither CSV nor JSON.", "Read that file by itself, and have a new report made with Start-XacntAuditReport.")
            : chosen;
    }

    private AccountException Fault(string errorId, FailureCategory category, string region, string message, string remedy) =>
        new(errorId, category, $"For account {session.Target.AccountId}, {region}: {message}", remedy) { Region = region };

    private static bool IsOf(string key, string extension) => key.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static string WithoutExtension(string key) => key.LastIndexOf('.') is var dot && dot > key.LastIndexOf('/') ? key.Substring(0, dot) : key;
}
