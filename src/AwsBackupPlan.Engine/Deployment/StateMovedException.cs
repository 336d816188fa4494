namespace AwsBackupPlan.Engine.Deployment;

/// <summary>What is there is not what was read: somebody else wrote, or an answer of ours was lost. It has to be read again.</summary>
internal sealed class StateMovedException(string what, Exception? innerException = null) : Exception(what, innerException);
