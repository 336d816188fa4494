namespace AwsBackupPlan.Simulator.Backup.Protection;

/// <summary>That a database came under a plan's protection, or lost it.</summary>
/// <param name="At">When, by the simulated clock.</param>
/// <param name="Operation">The operation that did it, such as <c>DeleteBackupSelection</c>.</param>
/// <param name="ResourceArn">The database.</param>
/// <param name="IsProtected">Whether a plan with a vault to back up into selects it from now on.</param>
public sealed record ProtectionChange(DateTimeOffset At, string Operation, string ResourceArn, bool IsProtected);
