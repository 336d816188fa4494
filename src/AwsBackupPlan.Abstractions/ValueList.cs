using System.Collections.ObjectModel;

namespace AwsBackupPlan;

/// <summary>Values that do not change. As text, in a file too, they stand one after another, separated by semicolons.</summary>
/// <remarks>PowerShell can index it, which it cannot do with every list that a compiler makes.</remarks>
/// <typeparam name="T">What they are.</typeparam>
internal sealed class ValueList<T> : ReadOnlyCollection<T>
{
    /// <summary>Copies values.</summary>
    /// <param name="values">The values.</param>
    public ValueList(IEnumerable<T> values)
        : base([.. values])
    {
    }

    /// <summary>The values.</summary>
    public override string ToString() => string.Join("; ", this);
}
