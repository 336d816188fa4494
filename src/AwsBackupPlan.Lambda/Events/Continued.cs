namespace AwsBackupPlan.Lambda.Events;

/// <summary>What a continuation remembers of the invocations before it.</summary>
/// <param name="Done">How many accounts were done, so that the last answer does not look as if all had failed.</param>
/// <param name="Failed">How many have failed, so that it does not look as if none had.</param>
/// <param name="Fruitless">How many invocations in a row have got nowhere: no account came to its end, and of none was less left.</param>
internal sealed record Continued(int Done, int Failed, int Fruitless);
