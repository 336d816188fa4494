using System.Text;
using System.Text.Json;

namespace AwsBackupPlan.Engine.Completion;

/// <summary>Reads lists of accounts: CSV with names of columns, or JSON as AWS and the module write it. What is no account is passed over.</summary>
public static class AccountFiles
{
    private const int Longest = 4 * 1024 * 1024;
    private const int Most = 5_000;
    private const int Deepest = 64;
    private const int DigitsOfAccount = 12;

    private static readonly string[] IdNames = ["AccountId", "Id", "Account", "TargetAccountId"];
    private static readonly string[] AbsNames = ["AbsName", "Abs"];
    private static readonly string[] RegionNames = ["Region", "RegionToCall"];

    /// <summary>The accounts of files, in their order; none of one that is not there, cannot be read or takes too long.</summary>
    /// <param name="paths">The files: those that end in .json are JSON, all others CSV. Of a long one only the beginning is read.</param>
    public static IReadOnlyList<ListedAccount> Read(IReadOnlyList<string> paths) => LocalFile.InTime<IReadOnlyList<ListedAccount>>(() => [.. paths.SelectMany(ReadFile).Take(Most)], []);

    private static List<ListedAccount> ReadFile(string path)
    {
        var text = LocalFile.Read(path, Longest);
        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? OfJson(text) : OfCsv(text);
    }

    private static List<ListedAccount> OfCsv(string text)
    {
        var accounts = new List<ListedAccount>();
        List<string>? columns = null;
        foreach (var row in Rows(WithoutType(text)))
        {
            if (columns is null)
            {
                columns = row;
                continue;
            }

            Add(accounts, names => Cell(columns, row, names));
            if (accounts.Count == Most)
            {
                break;
            }
        }

        return accounts;
    }

    /// <summary>Export-Csv of Windows PowerShell writes the type first.</summary>
    private static string WithoutType(string text)
        => text.StartsWith("#TYPE", StringComparison.Ordinal) && text.IndexOf('\n') is var end and >= 0 ? text[(end + 1)..] : text;

    private static string? Cell(List<string> columns, List<string> row, string[] names)
    {
        foreach (var name in names)
        {
            var at = columns.FindIndex(column => string.Equals(column.Trim(), name, StringComparison.OrdinalIgnoreCase));
            if (at >= 0 && at < row.Count && row[at].Trim() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }

    private static IEnumerable<List<string>> Rows(string text)
    {
        var separator = Separator(text);
        var row = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (isQuoted)
            {
                if (character is not '"')
                {
                    cell.Append(character);
                }
                else if (at + 1 < text.Length && text[at + 1] is '"')
                {
                    cell.Append('"');
                    at++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (character is '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (character == separator)
            {
                row.Add(Taken(cell));
            }
            else if (character is '\n' or '\r')
            {
                row.Add(Taken(cell));
                if (row.Count > 1 || row[0].Length > 0)
                {
                    yield return row;
                }

                row = [];
            }
            else
            {
                cell.Append(character);
            }
        }

        row.Add(Taken(cell));
        if (row.Count > 1 || row[0].Length > 0)
        {
            yield return row;
        }
    }

    /// <summary>A spreadsheet writes semicolons where a comma stands in numbers.</summary>
    private static char Separator(string text)
    {
        var head = text.IndexOf('\n') is var end and >= 0 ? text[..end] : text;
        return head.Contains(',') ? ',' : head.Contains(';') ? ';' : head.Contains('\t') ? '\t' : ',';
    }

    private static string Taken(StringBuilder cell)
    {
        var text = cell.ToString();
        cell.Clear();
        return text;
    }

    private static List<ListedAccount> OfJson(string text)
    {
        var accounts = new List<ListedAccount>();
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = Deepest });
            AddOfJson(accounts, document.RootElement);
        }
        catch (JsonException)
        {
            // Not JSON, or not all of it.
        }

        return accounts;
    }

    /// <summary>Accounts lie in a list, or in one that a member holds, as in AWS's answers.</summary>
    private static void AddOfJson(List<ListedAccount> accounts, JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                AddOfJson(accounts, item);
            }
        }
        else if (element.ValueKind is JsonValueKind.String)
        {
            Add(accounts, names => ReferenceEquals(names, IdNames) ? Text(element) : null);
        }
        else if (element.ValueKind is JsonValueKind.Object && !Add(accounts, names => Member(element, names)))
        {
            foreach (var member in element.EnumerateObject().Where(static member => member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object))
            {
                AddOfJson(accounts, member.Value);
            }
        }
    }

    private static string? Member(JsonElement element, string[] names)
    {
        foreach (var name in names)
        {
            foreach (var member in element.EnumerateObject().Where(member => string.Equals(Name(member), name, StringComparison.OrdinalIgnoreCase)))
            {
                if (member.Value.ValueKind is JsonValueKind.String && Text(member.Value) is { Length: > 0 } text)
                {
                    return text;
                }

                if (member.Value.ValueKind is JsonValueKind.Number)
                {
                    return member.Value.GetRawText();
                }
            }
        }

        return null;
    }

    private static string? Text(JsonElement value) => Readable(value.GetString);

    private static string? Name(JsonProperty member) => Readable(() => member.Name);

    /// <summary>An escape of half a character is JSON, and no text.</summary>
    private static string? Readable(Func<string?> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool Add(List<ListedAccount> accounts, Func<string[], string?> value)
    {
        if (value(IdNames) is not { Length: DigitsOfAccount } accountId || !accountId.All(static character => character is >= '0' and <= '9'))
        {
            return false;
        }

        accounts.Add(new ListedAccount(accountId, value(AbsNames), value(["Name"]), value(RegionNames)));
        return true;
    }
}
