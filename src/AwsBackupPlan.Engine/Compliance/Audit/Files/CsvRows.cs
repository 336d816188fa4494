using System.Runtime.CompilerServices;
using System.Text;

namespace AwsBackupPlan.Engine.Compliance.Audit.Files;

/// <summary>Reads the rows of a report in CSV as they come. The first line has the names of the columns.</summary>
internal sealed class CsvRows
{
    private const int LongestRow = 1_000_000;
    private const int MostColumns = 500;

    private readonly Decoder _decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
    private readonly StringBuilder _cell = new();
    private readonly List<string> _cells = [];
    private IReadOnlyList<string>? _columns;
    private State _state = State.Begin;
    private bool _isFirst = true;
    private bool _wasReturn;
    private int _length;
    private long _row = 1;

    private enum State
    {
        Begin,
        Plain,
        Quoted,
        AfterQuote,
    }

    /// <summary>The rows of a file.</summary>
    /// <exception cref="ReportFileException">It is no report, or not all of one.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<KeyValuePair<string, string?>>> ReadAsync(ReportPieces pieces, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reading = new CsvRows();
        var isAtEnd = false;
        while (!isAtEnd)
        {
            var piece = await pieces(cancellationToken).ConfigureAwait(false);
            isAtEnd = piece.Count == 0;
            foreach (var row in reading.Take(piece, isAtEnd))
            {
                yield return row;
            }
        }
    }

    private List<IReadOnlyList<KeyValuePair<string, string?>>> Take(ArraySegment<byte> piece, bool isAtEnd)
    {
        var rows = new List<IReadOnlyList<KeyValuePair<string, string?>>>();
        foreach (var character in Decode(piece, isAtEnd))
        {
            if (!(_isFirst && character is '\uFEFF') && Ends(character))
            {
                AddRow(rows);
            }

            _isFirst = false;
        }

        if (isAtEnd)
        {
            End(rows);
        }

        return rows;
    }

    private char[] Decode(ArraySegment<byte> piece, bool isAtEnd)
    {
        try
        {
            var bytes = piece.Array ?? [];
            var characters = new char[_decoder.GetCharCount(bytes, piece.Offset, piece.Count, isAtEnd)];
            _decoder.GetChars(bytes, piece.Offset, piece.Count, characters, 0, isAtEnd);
            return characters;
        }
        catch (DecoderFallbackException exception)
        {
            throw Fault("it is not UTF-8", exception);
        }
    }

    /// <summary>Takes a character in; tells whether a row ends with it.</summary>
    private bool Ends(char character)
    {
        if (++_length > LongestRow)
        {
            throw Fault(FormattableString.Invariant($"it has more than {LongestRow:N0} characters"));
        }

        var (isFeed, wasReturn) = (character is '\n', _wasReturn);
        _wasReturn = false;
        switch (_state)
        {
            case State.Quoted when character is '"':
                _state = State.AfterQuote;
                return false;
            case State.Quoted:
                _cell.Append(character);
                return false;
            case State.AfterQuote when character is '"':
                _cell.Append(character);
                _state = State.Quoted;
                return false;
            case State.Begin when character is '"':
                _state = State.Quoted;
                return false;
            case State.Begin when isFeed && wasReturn && _cells.Count == 0:
                _length = 0;
                return false;
        }

        switch (character)
        {
            case ',':
                EndCell();
                return false;
            case '\r' or '\n':
                _wasReturn = character is '\r';
                return true;
            case var _ when _state is State.AfterQuote:
                throw Fault("it has text behind a quoted cell");
            default:
                _cell.Append(character);
                _state = State.Plain;
                return false;
        }
    }

    private void EndCell()
    {
        if (_cells.Count >= MostColumns)
        {
            throw Fault(FormattableString.Invariant($"it has more than {MostColumns} columns"));
        }

        _cells.Add(_cell.ToString());
        _cell.Clear();
        _state = State.Begin;
    }

    private void AddRow(List<IReadOnlyList<KeyValuePair<string, string?>>> rows)
    {
        var isBlank = _cells.Count == 0 && _cell.Length == 0 && _state is State.Begin;
        if (!isBlank)
        {
            EndCell();
            if (_columns is null)
            {
                _columns = ReportColumn.All(_cells);
            }
            else if (_cells.Count != _columns.Count)
            {
                throw Fault(FormattableString.Invariant($"it has {Counted.Of(_cells.Count, "cell")}, and there are {Counted.Of(_columns.Count, "column")}: the file is cut off, or is no report"));
            }
            else
            {
                rows.Add([.. _columns.Select((column, at) => new KeyValuePair<string, string?>(column, _cells[at].Length == 0 ? null : _cells[at]))]);
            }

            _cells.Clear();
        }

        _length = 0;
        _row++;
    }

    private void End(List<IReadOnlyList<KeyValuePair<string, string?>>> rows)
    {
        if (_state is State.Quoted)
        {
            throw Fault("its last cell does not end: the file is cut off");
        }

        AddRow(rows);
        if (_columns is null)
        {
            throw new ReportFileException("it is empty");
        }
    }

    private ReportFileException Fault(string what, Exception? exception = null) => new(FormattableString.Invariant($"row {_row}: {what}"), exception);
}
