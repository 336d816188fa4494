namespace AwsBackupPlan.Lambda.Runtime;

/// <summary>One event for the function.</summary>
/// <param name="RequestId">The id of the invocation.</param>
/// <param name="Deadline">When AWS ends the function, whatever it is doing.</param>
/// <param name="TraceId">How X-Ray follows it; <see langword="null"/> where it does not.</param>
/// <param name="Event">The event, as JSON text.</param>
internal sealed record Invocation(string RequestId, DateTimeOffset Deadline, string? TraceId, string Event);
