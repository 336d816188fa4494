using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Finds what is of a backup set by its name, and notes a set whose name differs in case alone: AWS tells the two apart, and whoever asks need not have meant to.</summary>
/// <param name="absName">The ABS name.</param>
/// <remarks>May be used on any thread.</remarks>
internal sealed class SoughtSet(string absName)
{
    private volatile string? _similar;

    /// <summary>The names of all that is the set's own.</summary>
    public ResourceNames Names { get; } = new(absName);

    /// <summary>Says what the name is in another case, to stand behind the words that there is none of this; empty where nothing of such a name was seen.</summary>
    public string Hint => _similar is null ? string.Empty : $" (there is a backup set '{PlainText.Of(_similar)}': names are case-sensitive)";

    /// <summary>Whether a plan has the name of the set's own.</summary>
    public bool IsPlan(string name) => Is(name, Names.Plan);

    /// <summary>Whether a vault has the name of the set's own.</summary>
    public bool IsVault(string name) => Is(name, Names.Vault);

    /// <summary>Whether it is the name of the set.</summary>
    public bool IsName(string name) => Is(name, absName);

    private bool Is(string name, string own)
    {
        var isSimilar = string.Equals(name, own, StringComparison.OrdinalIgnoreCase);
        if (!isSimilar || string.Equals(name, own, StringComparison.Ordinal))
        {
            return isSimilar;
        }

        // What the module adds to a name has one case only.
        var similar = name.Substring(0, absName.Length);
        if (string.Equals(name.Substring(absName.Length), own.Substring(absName.Length), StringComparison.Ordinal))
        {
            _similar = similar;
        }

        return false;
    }
}
