namespace AwsBackupPlan.HelpWriter.Pages;

/// <summary>The help of a cmdlet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Synopsis">A sentence.</param>
/// <param name="Description">Paragraphs.</param>
/// <param name="Syntax">Its parameter sets, the default one first.</param>
/// <param name="Parameters">All parameters, by name.</param>
/// <param name="Inputs">What comes down the pipeline.</param>
/// <param name="Outputs">What it writes.</param>
/// <param name="Examples">Examples.</param>
/// <param name="Links">Names of cmdlets and topics.</param>
internal sealed record CmdletPage(
    string Name,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<SyntaxLine> Syntax,
    IReadOnlyList<ParameterText> Parameters,
    IReadOnlyList<TypeText> Inputs,
    IReadOnlyList<TypeText> Outputs,
    IReadOnlyList<ExampleText> Examples,
    IReadOnlyList<string> Links);
