using AwsBackupPlan.Engine.Compliance;

namespace AwsBackupPlan.Engine.Accounts.Callers;

/// <summary>The name of a profile as a word of a command.</summary>
internal static class ProfileWord
{
    /// <summary>The word. A command stands in single quotes among other words, so that double ones are taken where they do.</summary>
    public static string Of(string name) => Remedies.Word(name) is var word && (word.Length == name.Length || name.Any(IsMeaningful)) ? word : $"\"{name}\"";

    private static bool IsMeaningful(char character) => character is '$' or '`' or '"' or '\u201C' or '\u201D' or '\u201E';
}
