using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AwsBackupPlan.Engine.Compliance.Audit.Files;

/// <summary>Reads the rows of a report in JSON as they come: <c>{ "reportItems": [ { … }, … ] }</c>.</summary>
internal sealed class JsonRows
{
    private const int LongestRow = 4_000_000;
    private const int MostColumns = 500;
    private const string Items = "reportItems";

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private JsonReaderState _state;
    private Place _place;
    private long _row = 1;

    private enum Place
    {
        Begin,
        Members,
        Value,
        Items,
        AfterItems,
        End,
    }

    /// <summary>The rows of a file.</summary>
    /// <exception cref="ReportFileException">It is no report, or not all of one.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<KeyValuePair<string, string?>>> ReadAsync(ReportPieces pieces, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reading = new JsonRows();
        var isAtEnd = false;
        while (!isAtEnd)
        {
            var piece = await pieces(cancellationToken).ConfigureAwait(false);
            isAtEnd = piece.Count == 0;
            reading.Append(piece);
            foreach (var row in reading.Take(isAtEnd))
            {
                yield return row;
            }
        }
    }

    private void Append(ArraySegment<byte> piece)
    {
        var left = _end - _start;
        if (left > LongestRow)
        {
            throw Fault(FormattableString.Invariant($"it has more than {LongestRow:N0} bytes"));
        }

        if (left + piece.Count > _buffer.Length)
        {
            var larger = new byte[Math.Max(2 * _buffer.Length, left + piece.Count)];
            Buffer.BlockCopy(_buffer, _start, larger, 0, left);
            _buffer = larger;
        }
        else
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, left);
        }

        if (piece.Count > 0)
        {
            Buffer.BlockCopy(piece.Array!, piece.Offset, _buffer, left, piece.Count);
        }

        (_start, _end) = (0, left + piece.Count);
    }

    private List<IReadOnlyList<KeyValuePair<string, string?>>> Take(bool isAtEnd)
    {
        var rows = new List<IReadOnlyList<KeyValuePair<string, string?>>>();
        SkipMark();
        if (isAtEnd && _place is Place.Begin && IsBlank())
        {
            throw new ReportFileException("it is empty");
        }

        try
        {
            Read(rows, isAtEnd);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text is not UTF-8.
            throw Fault(exception is JsonException && !isAtEnd ? $"it is not JSON: {exception.Message}" : isAtEnd ? $"the file is cut off, or is not JSON: {exception.Message}" : "it is not UTF-8", exception);
        }

        if (isAtEnd && _place is not Place.End)
        {
            throw Fault("the file is cut off");
        }

        return rows;
    }

    private void Read(List<IReadOnlyList<KeyValuePair<string, string?>>> rows, bool isAtEnd)
    {
        var reader = new Utf8JsonReader(new ReadOnlySpan<byte>(_buffer, _start, _end - _start), isAtEnd, _state);
        // What was read before a row that is not all there yet counts.
        var taken = reader;
        while (reader.Read())
        {
            if (_place is Place.Items && reader.TokenType is JsonTokenType.StartObject)
            {
                if (!JsonDocument.TryParseValue(ref reader, out var row))
                {
                    break;
                }

                using (row)
                {
                    rows.Add(Columns(row.RootElement));
                }

                _row++;
            }
            else
            {
                Step(reader);
            }

            taken = reader;
        }

        _start += (int)taken.BytesConsumed;
        _state = taken.CurrentState;
    }

    private void Step(in Utf8JsonReader reader) => _place = (_place, reader.TokenType) switch
    {
        (Place.Begin, JsonTokenType.StartObject) => Place.Members,
        (Place.Members, JsonTokenType.PropertyName) when reader.ValueTextEquals(Items) => Place.Value,
        (Place.Value, JsonTokenType.StartArray) => Place.Items,
        (Place.Items, JsonTokenType.EndArray) => Place.AfterItems,
        (Place.AfterItems, JsonTokenType.EndObject) => Place.End,
        (Place.Members or Place.AfterItems, JsonTokenType.PropertyName) => throw new ReportFileException($"it has a member that is not known: {reader.GetString()}"),
        (Place.Members, JsonTokenType.EndObject) => throw new ReportFileException($"it has no {Items}"),
        (Place.Items, _) => throw Fault("it is no object"),
        _ => throw new ReportFileException($"it is not {{ \"{Items}\": [ … ] }}"),
    };

    private IReadOnlyList<KeyValuePair<string, string?>> Columns(JsonElement row)
    {
        var members = row.EnumerateObject().Take(MostColumns + 1).ToList();
        if (members.Count > MostColumns)
        {
            throw Fault(FormattableString.Invariant($"it has more than {MostColumns} columns"));
        }

        var columns = ReportColumn.All([.. members.Select(static member => member.Name)]);
        return [.. members.Select((member, at) => new KeyValuePair<string, string?>(columns[at], Text(member.Value)))];
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        _ => value.GetRawText(),
    };

    // Some writers begin with it.
    private void SkipMark()
    {
        if (_place is Place.Begin && _end - _start >= 3 && _buffer[_start] == 0xEF && _buffer[_start + 1] == 0xBB && _buffer[_start + 2] == 0xBF)
        {
            _start += 3;
        }
    }

    private bool IsBlank()
    {
        for (var at = _start; at < _end; at++)
        {
            if (_buffer[at] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return false;
            }
        }

        return true;
    }

    private ReportFileException Fault(string what, Exception? exception = null) => new(FormattableString.Invariant($"row {_row}: {what}"), exception);
}
