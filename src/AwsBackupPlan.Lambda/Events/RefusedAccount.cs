namespace AwsBackupPlan.Lambda.Events;

/// <summary>An account of a batch that cannot be worked on; the others can.</summary>
/// <param name="Path">Where it stands in the event.</param>
/// <param name="AccountId">Its id, as far as it says one.</param>
/// <param name="AbsName">Its ABS name, as far as it says one.</param>
/// <param name="Faults">Everything that is wrong with it.</param>
internal sealed record RefusedAccount(string Path, string? AccountId, string? AbsName, IReadOnlyList<string> Faults);
