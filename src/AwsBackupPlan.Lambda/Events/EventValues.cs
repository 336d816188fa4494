using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Lambda.Events;

/// <summary>Reads the values of an event, and takes down what is wrong with them. A text can stand for a number or a flag, since a list of accounts in CSV has nothing else.</summary>
/// <param name="faults">Takes them.</param>
internal sealed class EventValues(ICollection<string> faults)
{
    private static readonly char[] Separators = [';', ',', ' '];

    /// <summary>Whether a value is a text that says nothing.</summary>
    public static bool IsEmpty(JsonNode value) => value.GetValueKind() is JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetValue<string>());

    /// <summary>A text.</summary>
    public string? Text(EventMember member, JsonObject said) => member.In(said) switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>().Trim(),
        _ => Fault<string>($"{member.Name} has to be a text, in quotes."),
    };

    /// <summary>Texts: a list, or one text with <c>;</c> or <c>,</c> between them.</summary>
    public string[]? Texts(EventMember member, JsonObject said) => member.In(said) switch
    {
        null => null,
        JsonArray list when list.All(static item => item?.GetValueKind() is JsonValueKind.String) => [.. list.Select(static item => item!.GetValue<string>().Trim())],
        JsonValue value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>().Split(Separators, StringSplitOptions.RemoveEmptyEntries),
        _ => Fault<string[]>($"{member.Name} has to be a text, or a list of texts."),
    };

    /// <summary>A flag.</summary>
    public bool Flag(EventMember member, JsonObject said)
    {
        var value = member.In(said);
        switch (value?.GetValueKind())
        {
            case null when member.HasToBeSaid && member.IsIn(said):
                faults.Add($"{member.Name} is there and empty. Say true or false, or leave it out, which is false.");
                return false;
            case null or JsonValueKind.False:
                return false;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.String when bool.TryParse(value.GetValue<string>(), out var flag):
                return flag;
            default:
                faults.Add($"{member.Name} has to be true or false.");
                return false;
        }
    }

    /// <summary>A whole number.</summary>
    public int? Number(EventMember member, JsonObject said, int least, int most)
    {
        var value = member.In(said);
        if (value is null)
        {
            return null;
        }

        var given = value.GetValueKind() switch
        {
            JsonValueKind.Number when value.AsValue().TryGetValue<int>(out var number) => number,
            JsonValueKind.String when int.TryParse(value.GetValue<string>(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => (int?)null,
        };
        if (given >= least && given <= most)
        {
            return given;
        }

        faults.Add(FormattableString.Invariant($"{member.Name} has to be a whole number from {least} to {most}."));
        return null;
    }

    /// <summary>One of the words of an enumeration.</summary>
    public TWord Word<TWord>(EventMember member, JsonObject said)
        where TWord : struct, Enum
    {
        if (Text(member, said) is not { } text)
        {
            return default;
        }

        if (Enum.GetNames<TWord>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<TWord>(text, ignoreCase: true);
        }

        faults.Add($"{member.Name} is none of {string.Join(", ", Enum.GetNames<TWord>())}.");
        return default;
    }

    /// <summary>A document: an object or a list, or its JSON text.</summary>
    public string? Document(EventMember member, JsonObject said) => member.In(said) switch
    {
        null => null,
        JsonObject or JsonArray => member.In(said)!.ToJsonString(),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>(),
        _ => Fault<string>($"{member.Name} has to be a plan document, or the JSON text of one."),
    };

    private TValue? Fault<TValue>(string text)
        where TValue : class
    {
        faults.Add(text);
        return null;
    }
}
