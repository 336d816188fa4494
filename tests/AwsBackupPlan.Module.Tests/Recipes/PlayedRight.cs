namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>A right of a file or folder, as Windows has it.</summary>
/// <param name="IdentityReference">Whom it is for.</param>
/// <param name="FileSystemRights">What it is.</param>
/// <param name="AccessControlType">Whether it is given or denied.</param>
/// <param name="PropagationFlags">Whether it is for what is in the folder alone.</param>
public sealed record PlayedRight(PlayedIdentity IdentityReference, int FileSystemRights, string AccessControlType = "Allow", int PropagationFlags = 0);
