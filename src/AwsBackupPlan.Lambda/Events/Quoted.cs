namespace AwsBackupPlan.Lambda.Events;

/// <summary>What an answer quotes of an event: not all of it, if somebody has written very much.</summary>
internal static class Quoted
{
    private const int Most = 1_000;

    /// <summary>The text, or its beginning.</summary>
    public static string Of(string text) => text.Length <= Most ? text : $"{text[..Most]}…";
}
