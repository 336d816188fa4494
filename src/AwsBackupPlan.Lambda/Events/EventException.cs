namespace AwsBackupPlan.Lambda.Events;

/// <summary>An event that cannot be worked on.</summary>
/// <param name="faults">Everything that is wrong with it.</param>
internal sealed class EventException(IReadOnlyList<string> faults) : Exception(Quoted.Of(string.Join(" ", faults)))
{
    /// <summary>Everything that is wrong with it.</summary>
    public IReadOnlyList<string> Faults { get; } = [.. faults.Select(Quoted.Of)];
}
