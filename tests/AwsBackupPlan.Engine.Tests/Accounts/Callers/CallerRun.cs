namespace AwsBackupPlan.Engine.Tests.Accounts.Callers;

/// <summary>What became of a run in a process of its own.</summary>
internal sealed record CallerRun(
    string? ErrorId, string? Category, string? Message, string? Remedy, bool IsCallers, string? Exception, int Failures, IReadOnlyList<string> Questions);
