namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>One page of a list, and the token for the next one.</summary>
/// <param name="Items">The items.</param>
/// <param name="NextToken">Where the next page begins; <see langword="null"/> on the last.</param>
/// <typeparam name="T">The items' type.</typeparam>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);
