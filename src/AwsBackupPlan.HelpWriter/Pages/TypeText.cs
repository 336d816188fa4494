namespace AwsBackupPlan.HelpWriter.Pages;

/// <summary>A type of objects, and what they are.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Description">What is written of it.</param>
internal sealed record TypeText(string Name, string Description);
