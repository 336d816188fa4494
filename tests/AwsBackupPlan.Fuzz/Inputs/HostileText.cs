namespace AwsBackupPlan.Fuzz.Inputs;

/// <summary>What no parser is glad of.</summary>
internal static class HostileText
{
    public static IReadOnlyList<string> Words { get; } =
    [
        string.Empty, "0", "-1", "1", "59", "60", "36501", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
        "79228162514264337593543950335", "79228162514264337593543950336", "1e400", "-1e400", "1e-400", "0.1e1", "00", "+1", "1,000", "NaN", "Infinity", "null", "true", "false", "True",
        "\"\"", "\"x\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "[]", "{}", "[null]", "[{}]", "{\"\":\"\"}", "{\"a\":null}", "{\"\\ud800\":1}", "\ud800", "\udc00", "\ud83d\ude00",
        "\0", "\u001b[31m", "\u202e", "\ufeff", "\ufffe", "\u00a0", "\u2028", "\t", "\r\n", "\n", " ", "é", "ß", "İ", "٣", "{0}", "%s", "=1+1", "<script>", "<![CDATA[", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;",
        "/", "\\", ":", "*", "?", "#", ",", "-", "'", "\"", "`", "(", ")", "[", "]", "{", "}", "$", "^", "|", ".", "..", "//", "/*", "*/",
    ];

    /// <summary>What opens a nesting, with what closes it.</summary>
    public static IReadOnlyList<(string Opens, string Closes)> Nestings { get; } = [("[", "]"), ("{\"a\":", "}"), ("(", ")"), ("<a>", "</a>"), ("[[", string.Empty), ("{\"BackupPlan\":", "}")];
}
