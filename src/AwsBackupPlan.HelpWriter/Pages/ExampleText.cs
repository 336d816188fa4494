namespace AwsBackupPlan.HelpWriter.Pages;

/// <summary>An example.</summary>
/// <param name="Title">What it does.</param>
/// <param name="Code">The commands.</param>
/// <param name="Remarks">Paragraphs.</param>
internal sealed record ExampleText(string Title, string Code, IReadOnlyList<string> Remarks);
