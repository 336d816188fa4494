namespace AwsBackupPlan.Lambda.Events;

/// <summary>An event that cannot be worked on.</summary>
/// <param name="faults">What is wrong with it.</param>
internal sealed class EventException(IReadOnlyList<string> faults) : Exception(string.Join(" ", faults))
{
    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>An event with faults, of which so many are told as an answer and a line of the log have room for.</summary>
    public static EventException Of(IReadOnlyList<string> faults)
    {
        const int Most = 50;
        return new EventException(FaultTexts.Few(faults, Most));
    }
}
