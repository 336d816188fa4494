namespace AwsBackupPlan.Engine.Completion;

/// <summary>An account as a file lists it.</summary>
/// <param name="AccountId">The account (12 digits).</param>
/// <param name="AbsName">The ABS name, where the file has it.</param>
/// <param name="Name">The name of the account, where the file has it.</param>
/// <param name="Region">The primary Region, where the file has it.</param>
public sealed record ListedAccount(string AccountId, string? AbsName, string? Name, string? Region);
