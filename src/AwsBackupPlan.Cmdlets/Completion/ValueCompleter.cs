using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Offers values for a parameter from what is known on this machine: no call to AWS, no question, no error, at most two seconds.</summary>
public abstract class ValueCompleter : IArgumentCompleter
{
    /// <summary>More than anybody looks through.</summary>
    private const int Most = 1_000;

    private const int LongestAbout = 300;

    // Where an ARN has its account.
    private const int ArnAccount = 4;
    private const int AccountDigits = 12;

    // PowerShell takes what a word processor makes of quotes for quotes.
    private const string SingleQuotes = "'\u2018\u2019\u201A\u201B";
    private const string DoubleQuotes = "\"\u201C\u201D\u201E";

    /// <summary>A number of more digits is not what it was typed as.</summary>
    private const int LongestNumber = 18;

    private static readonly char[] Quotes = (SingleQuotes + DoubleQuotes).ToCharArray();
    private static readonly char[] StringQuotes = DoubleQuotes.ToCharArray();
    private static readonly char[] Meaningful = ("$`" + DoubleQuotes).ToCharArray();

    // What PowerShell reads as a word of an argument, whatever it is part of.
    private const string PlainMarks = "_-./:=+*?\\";

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return Fitting(wordToComplete ?? string.Empty, Choices(parameterName, fakeBoundParameters ?? new Hashtable()));
        }
#pragma warning disable CA1031 // Whoever presses a key wants no error, whatever it is.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>What there is to choose from, the best first.</summary>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="given">What is typed of the other parameters.</param>
    private protected abstract IEnumerable<Choice> Choices(string parameterName, IDictionary given);

    /// <summary>What is typed for another parameter, where it is one value.</summary>
    private protected static string? Given(IDictionary given, string parameterName)
        => given[parameterName] is { } value && (value as string ?? (value as IEnumerable)?.Cast<object>().FirstOrDefault() ?? value) is { } one
            ? Convert.ToString(one, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Of some ARNs those of the accounts that are typed; all where none is.</summary>
    private protected static IEnumerable<Choice> OfAccounts(IEnumerable<Choice> arns, IDictionary given)
    {
        var accounts = given["AccountId"] is string or not IEnumerable ? [Given(given, "AccountId") ?? string.Empty] : ((IEnumerable)given["AccountId"]!).Cast<object>().Select(static one => Convert.ToString(one, CultureInfo.InvariantCulture) ?? string.Empty).ToArray();
        var ids = accounts.Select(static account => account.Trim(Quotes)).Where(static account => account.Length == AccountDigits && account.All(IsDigit)).ToArray();
        return ids.Length == 0 ? arns : arns.Where(arn => arn.Value.Split(':') is { Length: > ArnAccount } parts && ids.Contains(parts[ArnAccount], StringComparer.Ordinal));
    }

    private static List<CompletionResult> Fitting(string typed, IEnumerable<Choice> choices)
    {
        var isQuoted = typed.Length > 0 && Array.IndexOf(Quotes, typed[0]) >= 0;
        var isDouble = isQuoted && Array.IndexOf(StringQuotes, typed[0]) >= 0;
        var word = typed.Trim(Quotes);
        var pattern = Pattern(word);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var results = new List<CompletionResult>();
        foreach (var choice in choices)
        {
            if (IsShown(choice.Value) && (choice.Value.StartsWith(word, StringComparison.OrdinalIgnoreCase) || pattern?.IsMatch(choice.Value) is true) && seen.Add(choice.Value))
            {
                results.Add(new CompletionResult(Text(choice.Value, isQuoted, isDouble), choice.Value, CompletionResultType.ParameterValue, About(choice)));
                if (results.Count == Most)
                {
                    break;
                }
            }
        }

        return results;
    }

    /// <summary>A word with wildcards is completed by what fits it.</summary>
    private static WildcardPattern? Pattern(string word)
    {
        if (word.IndexOfAny(['*', '?']) < 0)
        {
            return null;
        }

        try
        {
            var pattern = new WildcardPattern(word + "*", WildcardOptions.IgnoreCase);
            pattern.IsMatch(string.Empty);
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }

    /// <summary>The text that stands for a value on the command line.</summary>
    private static string Text(string value, bool isQuoted, bool isDouble)
        => isDouble && value.IndexOfAny(Meaningful) < 0 ? $"\"{value}\""
            : !isQuoted && IsPlain(value) ? value
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";

    private static bool IsPlain(string value)
    {
        if (!IsLetterOrDigit(value[0]) || (IsDigit(value[0]) && !IsItselfAsNumber(value)))
        {
            return false;
        }

        foreach (var character in value)
        {
            if (!IsLetterOrDigit(character) && PlainMarks.IndexOf(character) < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What begins with a digit may be a number to PowerShell, and another text then: 042 is 42, 1e5 is 100000, 1kb is 1024.</summary>
    private static bool IsItselfAsNumber(string value) => value[0] is not '0' && value.Length <= LongestNumber && value.All(IsDigit);

    private static bool IsDigit(char character) => character is >= '0' and <= '9';

    private static bool IsLetterOrDigit(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    // What a terminal would take for a command is nothing to put on a command line.
    private static bool IsShown(string value) => value.Length > 0 && !value.Any(IsUnseen);

    private static bool IsUnseen(char character)
        => char.IsControl(character) || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string About(Choice choice)
    {
        if (string.IsNullOrWhiteSpace(choice.About))
        {
            return choice.Value;
        }

        var text = new string([.. choice.About!.Select(static character => IsUnseen(character) ? '\uFFFD' : character)]);
        return text.Length <= LongestAbout ? text : text.Remove(LongestAbout) + "…";
    }
}
