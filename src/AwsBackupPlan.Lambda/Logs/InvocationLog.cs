using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Lambda.Logs;

/// <summary>The log of one invocation.</summary>
/// <param name="log">The log of all.</param>
/// <param name="requestId">The id of the invocation, which every line has.</param>
internal sealed class InvocationLog(JsonLog log, string requestId)
{
    /// <summary>Whether a level is written.</summary>
    public bool Wants(LogLevel level) => log.Wants(level);

    /// <summary>Writes a line, unless the level is not wanted.</summary>
    public void Write(LogLevel level, string message, AccountTarget? target = null, string? status = null, string? errorId = null) => log.Write(level, message, requestId, target, status, errorId);
}
