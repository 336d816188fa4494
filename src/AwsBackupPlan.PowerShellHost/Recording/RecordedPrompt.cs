namespace AwsBackupPlan.PowerShellHost.Recording;

/// <summary>A question that a command asked.</summary>
/// <param name="Caption">Its title, such as <c>Confirm</c>.</param>
/// <param name="Message">The question.</param>
/// <param name="Choices">What could be chosen, or the names of the fields to fill in, without the <c>&amp;</c> of hot keys.</param>
/// <param name="DefaultChoice">What Enter alone would choose; <see langword="null"/> when nothing.</param>
/// <param name="Answer">What was answered; <see langword="null"/> when there was no answer left and the question failed.</param>
/// <param name="ThreadId">The managed thread it was asked on.</param>
public sealed record RecordedPrompt(
    string Caption, string Message, IReadOnlyList<string> Choices, string? DefaultChoice, string? Answer, int ThreadId);
