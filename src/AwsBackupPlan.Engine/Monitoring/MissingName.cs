namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>A name that was asked for, and that nothing has in any account.</summary>
/// <param name="ParameterName">The parameter that names it.</param>
/// <param name="Name">The name.</param>
/// <param name="Similar">One that is there and differs in case alone; <see langword="null"/> where there is none.</param>
public sealed record MissingName(string ParameterName, string Name, string? Similar);
