namespace AwsBackupPlan.Lambda.Events;

/// <summary>What a continuation remembers of the invocations before it.</summary>
/// <param name="Failed">How many accounts have failed, so that the last answer does not look as if none had.</param>
/// <param name="Fruitless">How many invocations in a row have brought no account to its end.</param>
internal sealed record Continued(int Failed, int Fruitless);
