namespace AwsBackupPlan.HelpWriter.Pages;

/// <summary>A parameter set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters, in the order in which PowerShell shows them.</param>
internal sealed record SyntaxLine(string Name, IReadOnlyList<ParameterText> Parameters);
