namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>What can stand for a parameter.</summary>
/// <param name="Value">The value.</param>
/// <param name="About">What is said about it.</param>
internal sealed record Choice(string Value, string? About = null);
