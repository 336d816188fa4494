using System.Management.Automation;
using System.Management.Automation.Internal;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Sort-Object: stable, by any number of properties.</summary>
[Cmdlet("Sort", "Object")]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _items = [];

    /// <summary>The objects to sort.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    /// <summary>What to sort by; the objects themselves when absent.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Largest first.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <summary>Of objects that sort alike, only the first.</summary>
    [Parameter]
    public SwitchParameter Unique { get; set; }

    /// <summary>Letters' case matters.</summary>
    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null && !ReferenceEquals(InputObject, AutomationNull.Value))
        {
            _items.Add(InputObject);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var selectors = PropertySelector.ParseAll(Property);
        bool[] descending = selectors.Count == 0 ? [Descending] : [.. selectors.Select(s => s.Descending ?? Descending)];
        var comparer = Comparer<object?[]>.Create((left, right) => Compare(left, right, descending));
        object?[]? previous = null;

        // OrderBy is stable; List.Sort is not.
        foreach (var (item, keys) in _items.Select(i => (Item: i, Keys: KeysOf(i, selectors))).OrderBy(static p => p.Keys, comparer))
        {
            if (!Unique || previous is null || comparer.Compare(previous, keys) != 0)
            {
                WriteObject(item);
            }

            previous = keys;
        }
    }

    private static object?[] KeysOf(PSObject item, IReadOnlyList<PropertySelector> selectors) =>
        selectors.Count == 0 ? [item] : [.. selectors.Select(s => s.ValueOf(item))];

    private int Compare(object?[] left, object?[] right, bool[] descending)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (!LanguagePrimitives.TryCompare(left[i], right[i], !CaseSensitive, out var order))
            {
                order = string.Compare(left[i]?.ToString(), right[i]?.ToString(), StringComparison.OrdinalIgnoreCase);
            }

            if (order != 0)
            {
                return descending[i] ? -order : order;
            }
        }

        return 0;
    }
}
