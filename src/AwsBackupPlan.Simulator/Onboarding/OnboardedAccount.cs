namespace AwsBackupPlan.Simulator.Onboarding;

/// <summary>What there is in an account after it was onboarded.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="AbsName">The ABS name.</param>
/// <param name="KeyArns">The key's ARN in each Region, the primary's first.</param>
/// <param name="DatabaseArns">The instances and clusters that carry the tag; members of clusters are not among them.</param>
public sealed record OnboardedAccount(string AccountId, string AbsName, IReadOnlyList<string> KeyArns, IReadOnlyList<string> DatabaseArns);
