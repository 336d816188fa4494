namespace AwsBackupPlan.Engine.Compliance;

/// <summary>How a control is applied.</summary>
internal sealed record ControlSettings
{
    /// <summary>The control.</summary>
    public required Control Control { get; init; }

    /// <summary>Whether it is judged.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>How much a finding matters.</summary>
    public required ComplianceSeverity Severity { get; init; }

    /// <summary>The parameters that were given, by name: numbers, words, lists.</summary>
    public IReadOnlyDictionary<string, object> Given { get; init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>The names of those that were given for this run, and not by the policy.</summary>
    public IReadOnlyList<string> GivenForRun { get; init; } = [];

    /// <summary>A control as it is without a policy.</summary>
    public static ControlSettings DefaultOf(Control control) => new() { Control = control, IsEnabled = control.IsOnByDefault, Severity = control.Severity };

    /// <summary>With parameters in place of those that were given before.</summary>
    public ControlSettings With(IEnumerable<KeyValuePair<string, object>> parameters)
    {
        var given = Given.ToDictionary(static parameter => parameter.Key, static parameter => parameter.Value, StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            given[parameter.Key] = parameter.Value;
        }

        return this with { Given = given };
    }

    /// <summary>A number; <see langword="null"/> where there is none, by default either.</summary>
    public long? NumberOrNone(string name) => (long?)Value(name);

    /// <summary>A number.</summary>
    public long Number(string name) => NumberOrNone(name)!.Value;

    /// <summary>A word.</summary>
    public string Word(string name) => (string)Value(name)!;

    /// <summary>A list.</summary>
    public IReadOnlyList<string> List(string name) => (IReadOnlyList<string>)Value(name)!;

    /// <summary>A time, of a number and its unit.</summary>
    public TimeSpan Time(string unit, string value) => string.Equals(Word(unit), "hours", StringComparison.Ordinal) ? TimeSpan.FromHours(Number(value)) : TimeSpan.FromDays(Number(value));

    /// <summary>The same in words.</summary>
    public string TimeInWords(string unit, string value) => Counted.Of(Number(value), Word(unit).TrimEnd('s'));

    private object? Value(string name) => Given.TryGetValue(name, out var given) ? given : Control.Parameters.Single(parameter => string.Equals(parameter.Name, name, StringComparison.Ordinal)).Default;
}
