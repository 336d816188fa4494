namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>A step of a pipeline that had its turn.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ExitCode">The exit code of its script; 0 where an action of somebody else stands.</param>
/// <param name="Output">What its script wrote to standard output.</param>
/// <param name="Error">What its script wrote to standard error.</param>
internal sealed record PipelineStepRun(string Name, int ExitCode, string Output, string Error);
