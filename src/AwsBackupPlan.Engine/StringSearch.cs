#if !NET
namespace AwsBackupPlan.Engine;

/// <summary>What .NET Framework's String lacks.</summary>
internal static class StringSearch
{
    /// <summary>Whether a text contains another one.</summary>
    public static bool Contains(this string text, string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;
}
#endif
