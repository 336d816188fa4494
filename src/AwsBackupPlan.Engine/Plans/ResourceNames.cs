using System.Globalization;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>The names of everything that belongs to a backup set.</summary>
/// <param name="absName">The ABS name.</param>
public sealed class ResourceNames(string absName)
{
    /// <summary>The vault, in every Region.</summary>
    public string Vault { get; } = $"{absName}-Vault";

    /// <summary>The plan.</summary>
    public string Plan { get; } = $"{absName}-RDS-BackupPlan-Default";

    /// <summary>The first of the rules that have no name of their own.</summary>
    public string Rule { get; } = $"{absName}-RDS-BackupRule-Default";

    /// <summary>The selection.</summary>
    public string Selection { get; } = $"{absName}-RDS-BackupSelection-Default";

    /// <summary>The other name of the selection: a selection cannot be changed, so its replacement stands beside it for a moment.</summary>
    public string AlternateSelection { get; } = $"{absName}-RDS-BackupSelection-Current";

    /// <summary>Whether the module gives a selection this name.</summary>
    internal bool IsSelection(string name)
        => string.Equals(name, Selection, StringComparison.Ordinal) || string.Equals(name, AlternateSelection, StringComparison.Ordinal);

    /// <summary>The alias of the key, in every Region, unless another is asked for.</summary>
    public string KeyAlias { get; } = $"alias/{absName}-key";

    /// <summary>The alias to use: <paramref name="keyAlias"/> with <c>alias/</c> in front, or the default one.</summary>
    public string KeyAliasOr(string? keyAlias)
    {
        if (string.IsNullOrEmpty(keyAlias))
        {
            return KeyAlias;
        }

        return keyAlias!.StartsWith("alias/", StringComparison.Ordinal) ? keyAlias : "alias/" + keyAlias;
    }

    /// <summary>The name of the nth rule (from 1) without a name of its own: the first has no number, the others <c>-2</c>, <c>-3</c> and so on.</summary>
    internal string NumberedRule(int number)
        => number == 1 ? Rule : Rule + "-" + number.ToString(CultureInfo.InvariantCulture);
}
