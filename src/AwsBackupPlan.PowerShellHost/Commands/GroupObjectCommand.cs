using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Group-Object.</summary>
[Cmdlet(VerbsData.Group, "Object")]
public sealed class GroupObjectCommand : PSCmdlet
{
    private readonly Dictionary<string, (object?[] Values, Collection<PSObject> Members)> _groups = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<PropertySelector> _selectors = [];

    /// <summary>The objects to group.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    /// <summary>What to group by; the objects themselves when absent.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Writes the groups without their members.</summary>
    [Parameter]
    public SwitchParameter NoElement { get; set; }

    /// <summary>Writes one hashtable from value to members.</summary>
    [Parameter]
    public SwitchParameter AsHashTable { get; set; }

    /// <summary>The hashtable's keys are strings.</summary>
    [Parameter]
    public SwitchParameter AsString { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _selectors = PropertySelector.ParseAll(Property);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null || ReferenceEquals(InputObject, AutomationNull.Value))
        {
            return;
        }

        object?[] values = _selectors.Count == 0 ? [InputObject.BaseObject] : [.. _selectors.Select(s => s.ValueOf(InputObject))];
        var name = NameOf(values);
        if (!_groups.TryGetValue(name, out var group))
        {
            _groups.Add(name, group = (values, []));
        }

        group.Members.Add(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (AsHashTable)
        {
            var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, (values, members)) in _groups)
            {
                table[AsString || values.Length > 1 ? name : values[0] ?? string.Empty] = members;
            }

            WriteObject(table);
            return;
        }

        foreach (var (name, (values, members)) in _groups.OrderBy(static g => g.Key, StringComparer.OrdinalIgnoreCase))
        {
            WriteObject(Group(name, values, members));
        }
    }

    // The type name makes the engine's own view of groups fit.
    private PSObject Group(string name, object?[] values, Collection<PSObject> members)
    {
        var group = new PSObject();
        group.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.GroupInfo" + (NoElement ? "NoElement" : string.Empty));
        group.Properties.Add(new PSNoteProperty("Values", new ArrayList(values)));
        group.Properties.Add(new PSNoteProperty("Count", members.Count));
        group.Properties.Add(new PSNoteProperty("Name", name));
        if (!NoElement)
        {
            group.Properties.Add(new PSNoteProperty("Group", members));
        }

        return group;
    }

    private static string NameOf(object?[] values) => string.Join(", ", values);
}
