namespace AwsBackupPlan.Simulator.Signing;

/// <summary>The headers that a signature covers.</summary>
/// <param name="text">Their names, in lower case and in order, with semicolons between.</param>
internal sealed class SignedHeaders(string text)
{
    /// <summary>The names with semicolons between.</summary>
    public string Text { get; } = text;

    /// <summary>The names.</summary>
    public string[] Names { get; } = text.Split(';');
}
