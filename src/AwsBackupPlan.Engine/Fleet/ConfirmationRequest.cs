using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>What is about to be done to one account, in the words that a user reads.</summary>
/// <param name="Target">The piece of work.</param>
/// <param name="TargetName">What is acted on, such as <c>backup set 'payroll' in account 222222222222 (us-east-1, us-east-2)</c>.</param>
/// <param name="Action">What is done to it in one phrase, such as <c>Create 2 vaults, 1 plan and 1 selection</c> or <c>Remove plan, selections, 2 vaults and about 412 recovery points in 2 Regions</c>.</param>
/// <param name="Steps">Each single step in a line, for <c>-WhatIf</c>.</param>
public sealed record ConfirmationRequest(
    AccountTarget Target,
    string TargetName,
    string Action,
    IReadOnlyList<ConfirmationStep> Steps)
{
    /// <summary>What the phrase is followed by, each in a line of its own.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The phrase, and its lines under it.</summary>
    public string Question => Lines.Count == 0 ? Action : $"{Action}:\n{string.Join("\n", Lines)}";
}
