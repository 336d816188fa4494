namespace AwsBackupPlan.HelpWriter.Pages;

/// <summary>A parameter, as it is in one parameter set or in all.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="TypeName">Its type as PowerShell writes it.</param>
/// <param name="IsSwitch">Whether it takes no value.</param>
/// <param name="IsRequired">Whether it has to be given.</param>
/// <param name="Position">Its position; <see langword="null"/> where it has to be named.</param>
/// <param name="PipelineInput">How the pipeline gives it, in the words of Get-Help.</param>
/// <param name="Aliases">Its aliases.</param>
/// <param name="Values">The values that it takes, where there are few.</param>
/// <param name="Default">What it is when it is not given, where the description says so.</param>
internal sealed record ParameterText(
    string Name,
    string Description,
    string TypeName,
    bool IsSwitch,
    bool IsRequired,
    int? Position,
    string PipelineInput,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> Values,
    string? Default);
