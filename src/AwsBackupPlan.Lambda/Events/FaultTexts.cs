using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Lambda.Events;

/// <summary>Keeps what is told of an event short: it quotes the event, which can have megabytes.</summary>
internal static class FaultTexts
{
    private const int Longest = 400;

    /// <summary>The first of many faults, none of them long, and how many there are beside.</summary>
    public static IReadOnlyList<string> Few(IReadOnlyList<string> faults, int most) =>
        [.. faults.Take(most).Select(static fault => PlainText.Of(fault, Longest)), .. faults.Skip(most).Take(1).Select(_ => $"And {faults.Count - most} more.")];
}
