namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>What a service model demands of an operation's input, checked before the operation sees it.</summary>
/// <param name="errorType">The error that the service answers, such as <c>ValidationException</c>.</param>
/// <param name="members">The members that something is demanded of.</param>
public sealed class Constraints(string errorType, params IReadOnlyList<Member> members)
{
    /// <summary>Checks an input.</summary>
    /// <exception cref="SimulatedException">All that is wrong, in one message.</exception>
    public void Check(OperationInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        List<string>? faults = null;
        foreach (var member in members)
        {
            // What is left out is the most of it, and needs no text.
            if (member.Required || input.Members[member.Name] is not null)
            {
                (faults ??= []).AddRange(member.Faults(input, string.Empty));
            }
        }

        if (faults is { Count: > 0 })
        {
            var noun = faults.Count == 1 ? "error" : "errors";
            throw new SimulatedException(errorType, $"{faults.Count} validation {noun} detected: {string.Join("; ", faults)}");
        }
    }
}
