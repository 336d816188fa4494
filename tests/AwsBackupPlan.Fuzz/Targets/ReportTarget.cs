using AwsBackupPlan.Engine.Compliance.Audit.Files;
using AwsBackupPlan.Fuzz.Inputs;

namespace AwsBackupPlan.Fuzz.Targets;

/// <summary>The files of Audit Manager's reports, in CSV and in JSON. However a file is cut into pieces, it says the same.</summary>
internal sealed class ReportTarget : FuzzTarget
{
    private const int Smallest = 3;

    public override string Name => "report";

    protected internal override IReadOnlyList<string> Samples { get; } =
    [
        "Account ID,Control Name,Note\r\n222222222222,BACKUP_RECOVERY_POINT_ENCRYPTED,\"a \"\"quote\"\", and\nmore\"\r\n333333333333,,\r\n",
        "\u00ef\u00bb\u00bfA,B\n1,\u00c3\u00bc\n",
        """{ "reportItems": [ { "accountId": "222222222222", "controlName": "BACKUP_RECOVERY_POINT_ENCRYPTED", "numResourcesCompliant": 91, "backupOptions": {}, "parentJobId": null }, { "accountId": "\u00fc" } ] }""",
        """{"reportItems":[]}""",
    ];

    protected internal override IReadOnlyList<string> Words { get; } = ["\"\"", "\",\"", "\r", "\"reportItems\":", "\"reportItems\": [", "},{", "\\ud800", "\u00ff", "\u00c3", "null", "1e999", "[[[["];

    public override async Task TakeAsync(string input)
    {
        var bytes = TextBytes.Of(input);
        foreach (var read in (Func<ReportPieces, CancellationToken, IAsyncEnumerable<IReadOnlyList<KeyValuePair<string, string?>>>>[])[CsvRows.ReadAsync, JsonRows.ReadAsync])
        {
            string? first = null;
            foreach (var size in (int[])[Math.Max(Smallest, bytes.Length / 40), Math.Max(Smallest, bytes.Length / 7), int.MaxValue])
            {
                var rows = await RowsAsync(read, bytes, size).ConfigureAwait(false);
                Demand(first is null || string.Equals(first, rows, StringComparison.Ordinal), "What a file says hangs on how it is cut into pieces.");
                first = rows;
            }
        }
    }

    private static async Task<string> RowsAsync(Func<ReportPieces, CancellationToken, IAsyncEnumerable<IReadOnlyList<KeyValuePair<string, string?>>>> read, byte[] bytes, int size)
    {
        var place = 0;
        Task<ArraySegment<byte>> NextAsync(CancellationToken cancellationToken)
        {
            var piece = new ArraySegment<byte>(bytes, place, Math.Min(size, bytes.Length - place));
            place += piece.Count;
            return Task.FromResult(piece);
        }

        var text = new List<string>();
        try
        {
            await foreach (var row in read(NextAsync, CancellationToken.None).ConfigureAwait(false))
            {
                text.Add(string.Join('\u0001', row.Select(static column => $"{column.Key}={column.Value}")));
            }

            return string.Join('\u0002', text);
        }
        catch (ReportFileException)
        {
            return "no report";
        }
    }
}
