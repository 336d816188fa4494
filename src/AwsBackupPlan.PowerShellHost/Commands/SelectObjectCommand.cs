using System.Management.Automation;
using System.Management.Automation.Internal;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Select-Object. <c>-First</c> stops the commands before it, as the original does.</summary>
[Cmdlet(VerbsCommon.Select, "Object")]
public sealed class SelectObjectCommand : PSCmdlet
{
    private readonly List<PSObject?> _written = [];
    private readonly Queue<PSObject?> _last = new();
    private IReadOnlyList<PropertySelector> _selectors = [];
    private IReadOnlyList<WildcardPattern> _excluded = [];
    private int _seen;
    private int _taken;

    /// <summary>The objects to select from.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    /// <summary>The properties that the selected objects have.</summary>
    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    /// <summary>Names or wildcards of properties to leave out.</summary>
    [Parameter]
    public string[]? ExcludeProperty { get; set; }

    /// <summary>The property whose value is written, element by element.</summary>
    [Parameter]
    public string? ExpandProperty { get; set; }

    /// <summary>Of equal objects, only the first; letters' case matters.</summary>
    [Parameter]
    public SwitchParameter Unique { get; set; }

    /// <summary>How many from the start.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; }

    /// <summary>How many from the end.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; }

    /// <summary>How many to pass over: at the start, or at the end with <c>-Last</c>.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <summary>Lets the commands before it run to their end.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private bool HasFirst => MyInvocation.BoundParameters.ContainsKey(nameof(First));

    private bool HasLast => MyInvocation.BoundParameters.ContainsKey(nameof(Last));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // -ExcludeProperty alone means every other property.
        _selectors = PropertySelector.ParseAll(Property ?? (ExcludeProperty is null ? null : ["*"]));
        _excluded = [.. (ExcludeProperty ?? []).Select(static p => WildcardPattern.Get(p, WildcardOptions.IgnoreCase))];
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ReferenceEquals(InputObject, AutomationNull.Value))
        {
            return;
        }

        _seen++;
        if (HasLast)
        {
            Remember();
        }

        if (!HasFirst)
        {
            if (!HasLast && _seen > Skip)
            {
                Emit(InputObject);
            }

            return;
        }

        if (_seen > (HasLast ? 0 : Skip) && _taken < First)
        {
            _taken++;
            Emit(InputObject);
        }

        if (_taken >= First && !Wait && !HasLast)
        {
            throw EngineInternals.StopUpstream(this);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!HasLast)
        {
            return;
        }

        // What -First has taken is not written a second time.
        var passOver = Math.Max(0, _taken - (_seen - _last.Count));
        foreach (var item in _last.Take(Math.Max(0, _last.Count - Skip)).Skip(passOver))
        {
            Emit(item);
        }
    }

    private void Remember()
    {
        _last.Enqueue(InputObject);
        if (_last.Count > Last + Skip)
        {
            _last.Dequeue();
        }
    }

    private void Emit(PSObject? source)
    {
        if (ExpandProperty is null && _selectors.Count == 0)
        {
            WriteOnce(source);
        }
        else if (source is not null && ExpandProperty is null)
        {
            WriteOnce(Project(source));
        }
        else if (source is not null)
        {
            Expand(source, ExpandProperty!);
        }
    }

    private PSObject Project(PSObject source)
    {
        var selected = new PSObject();
        foreach (var (name, value) in _selectors.SelectMany(s => s.Select(source)))
        {
            if (!_excluded.Any(p => p.IsMatch(name)) && selected.Properties[name] is null)
            {
                selected.Properties.Add(new PSNoteProperty(name, value));
            }
        }

        selected.TypeNames.Insert(0, "Selected." + source.TypeNames.FirstOrDefault());
        return selected;
    }

    private void Expand(PSObject source, string name)
    {
        if (source.Properties[name] is not { } property)
        {
            WriteError(new ErrorRecord(
                new PSInvalidOperationException($"Property \"{name}\" cannot be found."), "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, source));
            return;
        }

        foreach (var element in LanguagePrimitives.GetEnumerable(property.Value) ?? new[] { property.Value })
        {
            var item = PSObject.AsPSObject(element ?? AutomationNull.Value);
            foreach (var (extra, value) in _selectors.SelectMany(s => s.Select(source)))
            {
                item.Properties.Add(new PSNoteProperty(extra, value));
            }

            WriteOnce(item);
        }
    }

    private void WriteOnce(PSObject? item)
    {
        if (Unique)
        {
            if (_written.Exists(w => AreEqual(w, item)))
            {
                return;
            }

            _written.Add(item);
        }

        WriteObject(item);
    }

    private static bool AreEqual(PSObject? left, PSObject? right)
    {
        if (left?.BaseObject is not PSCustomObject || right?.BaseObject is not PSCustomObject)
        {
            return LanguagePrimitives.Equals(left, right);
        }

        var rights = right.Properties.ToList();
        return left.Properties.Count() == rights.Count
            && left.Properties.Zip(rights).All(static pair =>
                string.Equals(pair.First.Name, pair.Second.Name, StringComparison.OrdinalIgnoreCase)
                && LanguagePrimitives.Equals(pair.First.Value, pair.Second.Value));
    }
}
