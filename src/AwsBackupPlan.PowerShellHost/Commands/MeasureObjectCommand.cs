using System.Management.Automation;
using System.Management.Automation.Internal;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Measure-Object: counts, and computes over numbers.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object")]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly List<object?> _values = [];
    private PropertySelector? _selector;

    /// <summary>The objects to measure.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    /// <summary>The property to measure; the objects themselves when absent.</summary>
    [Parameter(Position = 0)]
    public object? Property { get; set; }

    /// <summary>Adds the values up.</summary>
    [Parameter]
    public SwitchParameter Sum { get; set; }

    /// <summary>Computes the mean.</summary>
    [Parameter]
    public SwitchParameter Average { get; set; }

    /// <summary>Finds the smallest value.</summary>
    [Parameter]
    public SwitchParameter Minimum { get; set; }

    /// <summary>Finds the largest value.</summary>
    [Parameter]
    public SwitchParameter Maximum { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _selector = Property is null ? null : PropertySelector.ParseAll([Property])[0];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null || ReferenceEquals(InputObject, AutomationNull.Value))
        {
            return;
        }

        var value = _selector is null ? InputObject.BaseObject : _selector.ValueOf(InputObject);
        if (value is not null)
        {
            _values.Add(value);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var sum = Sum || Average ? _values.Sum(Number) : (double?)null;
        var result = new PSObject();
        result.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.GenericMeasureInfo");
        Add(result, "Count", _values.Count);
        Add(result, "Average", Average && _values.Count > 0 ? sum / _values.Count : null);
        Add(result, "Sum", Sum ? sum : null);
        Add(result, "Maximum", Maximum ? _values.Aggregate((object?)null, static (best, v) => best is null || Order(v, best) > 0 ? v : best) : null);
        Add(result, "Minimum", Minimum ? _values.Aggregate((object?)null, static (best, v) => best is null || Order(v, best) < 0 ? v : best) : null);
        Add(result, "Property", Property?.ToString());
        WriteObject(result);
    }

    private static int Order(object? left, object? right) => LanguagePrimitives.Compare(left, right, ignoreCase: true);

    private static double Number(object? value) => LanguagePrimitives.ConvertTo<double>(value);

    private static void Add(PSObject result, string name, object? value) => result.Properties.Add(new PSNoteProperty(name, value));
}
