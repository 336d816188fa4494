using AwsBackupPlan.Engine.Compliance;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>The name of a profile as a word of a command.</summary>
internal static class ProfileWord
{
    private static readonly char[] Meaningful = ['$', '`', '"', '\u201C', '\u201D', '\u201E'];

    /// <summary>The word. A command stands in single quotes among other words, so that double ones are taken where they do.</summary>
    public static string Of(string name) => Remedies.Word(name) is var word && (word.Length == name.Length || name.IndexOfAny(Meaningful) >= 0) ? word : $"\"{name}\"";
}
