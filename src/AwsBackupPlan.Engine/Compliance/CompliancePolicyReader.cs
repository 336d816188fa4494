using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>Reads a policy strictly: whatever it does not know is a fault, told with its path.</summary>
internal sealed class CompliancePolicyReader
{
    private const string Version = "1.0";

    private static readonly string[] Severities = [nameof(ComplianceSeverity.Low), nameof(ComplianceSeverity.Medium), nameof(ComplianceSeverity.High), nameof(ComplianceSeverity.Critical)];

    private readonly FaultList _faults = new();
    private readonly StrictJsonReader _json;
    private readonly List<ControlSettings> _controls = [];
    private readonly List<PolicyExemption> _exemptions = [];

    private CompliancePolicyReader() => _json = new StrictJsonReader(_faults);

    /// <summary>Whether a list of one item may stand without its brackets, as PowerShell makes it.</summary>
    private bool TakesLoneItems { get; init; }

    /// <summary>Reads a policy.</summary>
    public static CompliancePolicyReader OfPolicy(string json)
    {
        var reader = new CompliancePolicyReader();
        reader.Read(json, reader.ReadRoot);
        return reader;
    }

    /// <summary>Reads parameters alone: an object with the names of controls, each with an object of its parameters.</summary>
    public static CompliancePolicyReader OfParameters(string json)
    {
        var reader = new CompliancePolicyReader { TakesLoneItems = true };
        reader.Read(json, reader.ReadParametersOfControls);
        return reader;
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<PlanDocumentFault> Faults => _faults.ToList();

    /// <summary>The controls that it says something of.</summary>
    public IReadOnlyList<ControlSettings> Controls => _controls;

    /// <summary>Its exemptions.</summary>
    public IReadOnlyList<PolicyExemption> Exemptions => _exemptions;

    private void Read(string json, Action<JsonElement> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'));
            read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            _faults.Add("$", $"It is not JSON: {exception.Message}");
        }
    }

    private void ReadParametersOfControls(JsonElement root)
    {
        if (!IsObject(root, "$"))
        {
            return;
        }

        foreach (var member in _json.Members(root, "$", [.. CompliancePolicy.ControlNames]))
        {
            var (control, path) = (ControlCatalog.Find(member.Name)!, StrictJsonReader.Path("$", member.Name));
            if (IsObject(member.Value, path))
            {
                _controls.Add(ControlSettings.DefaultOf(control) with { IsEnabled = true, Given = ReadParameters(control, member.Value, path) });
            }
        }
    }

    private void ReadRoot(JsonElement root)
    {
        if (!IsObject(root, "$"))
        {
            return;
        }

        foreach (var member in _json.Members(root, "$", ["$schema", "version", "controls", "exemptions"]))
        {
            var path = StrictJsonReader.Path("$", member.Name);
            switch (member.Name)
            {
                case "version" when Text(member.Value, path) is { } version && !string.Equals(version, Version, StringComparison.Ordinal):
                    _faults.Add(path, $"It is '{version}'. This module knows '{Version}'.");
                    break;
                case "controls" when IsObject(member.Value, path):
                    ReadControls(member.Value, path);
                    break;
                case "exemptions" when member.Value.ValueKind is not JsonValueKind.Array:
                    _faults.Add(path, $"It is {StrictJsonReader.Describe(member.Value)}. It must be an array.");
                    break;
                case "exemptions":
                    var index = 0;
                    foreach (var exemption in member.Value.EnumerateArray())
                    {
                        ReadExemption(exemption, $"{path}[{(index++).ToString(CultureInfo.InvariantCulture)}]");
                    }

                    break;
            }
        }
    }

    private void ReadControls(JsonElement controls, string path)
    {
        foreach (var member in _json.Members(controls, path, [.. CompliancePolicy.ControlNames]))
        {
            var at = StrictJsonReader.Path(path, member.Name);
            if (IsObject(member.Value, at))
            {
                _controls.Add(ReadControl(ControlCatalog.Find(member.Name)!, member.Value, at));
            }
        }
    }

    private ControlSettings ReadControl(Control control, JsonElement element, string path)
    {
        // A policy that says something of a control wants it, unless it says otherwise.
        var settings = ControlSettings.DefaultOf(control) with { IsEnabled = true };
        foreach (var member in _json.Members(element, path, ["enabled", "severity", "parameters"]))
        {
            var at = StrictJsonReader.Path(path, member.Name);
            switch (member.Name)
            {
                case "enabled" when member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                    settings = settings with { IsEnabled = member.Value.GetBoolean() };
                    break;
                case "enabled":
                    _faults.Add(at, $"It is {StrictJsonReader.Describe(member.Value)}. It must be true or false, without quotes.");
                    break;
                case "severity" when Text(member.Value, at) is { } severity:
                    settings = Word(severity, Severities, at) ? settings with { Severity = Enum.TryParse<ComplianceSeverity>(severity, out var parsed) ? parsed : settings.Severity } : settings;
                    break;
                case "parameters" when IsObject(member.Value, at):
                    settings = settings with { Given = ReadParameters(control, member.Value, at) };
                    break;
            }
        }

        return settings;
    }

    private Dictionary<string, object> ReadParameters(Control control, JsonElement element, string path)
    {
        var given = new Dictionary<string, object>(StringComparer.Ordinal);
        if (control.Parameters.Count == 0 && element.EnumerateObject().Any())
        {
            _faults.Add(path, "The control has no parameters.");
            return given;
        }

        foreach (var member in _json.Members(element, path, [.. control.Parameters.Select(static parameter => parameter.Name)]))
        {
            var parameter = control.Parameters.Single(one => string.Equals(one.Name, member.Name, StringComparison.Ordinal));
            if (ReadValue(parameter, member.Value, StrictJsonReader.Path(path, member.Name)) is { } value)
            {
                given[parameter.Name] = value;
            }
        }

        return given;
    }

    private object? ReadValue(ControlParameter parameter, JsonElement element, string path)
    {
        switch (parameter.Kind)
        {
            case ControlParameterKind.Number when element.ValueKind is JsonValueKind.Number && element.TryGetInt64(out var number):
                _faults.Add(path, parameter.FaultOf(number));
                return number;
            case ControlParameterKind.Number:
                _faults.Add(path, $"It is {StrictJsonReader.Describe(element)}. It must be a whole number, without quotes.");
                return null;
            case ControlParameterKind.Word:
                return Text(element, path) is { } word && Word(word, parameter.Words, path) ? word : null;
            default:
                return ReadList(parameter, element, path);
        }
    }

    private List<string>? ReadList(ControlParameter parameter, JsonElement element, string path)
    {
        if (TakesLoneItems && element.ValueKind is JsonValueKind.String)
        {
            return Text(element, path) is { } lone ? ReadItems(parameter, [lone], _ => path) : null;
        }

        if (element.ValueKind is not JsonValueKind.Array)
        {
            _faults.Add(path, $"It is {StrictJsonReader.Describe(element)}. It must be an array of strings.{Quotes(element)}");
            return null;
        }

        if (element.GetArrayLength() > parameter.Most)
        {
            _faults.Add(path, FormattableString.Invariant($"It has {element.GetArrayLength()} items. It can have {parameter.Most}."));
        }

        string At(int index) => FormattableString.Invariant($"{path}[{index}]");
        return ReadItems(parameter, [.. element.EnumerateArray().Select((item, index) => Item(item, At(index)))], At);
    }

    // A number has lost the zeros that it began with.
    private static string Quotes(JsonElement element) => element.ValueKind is JsonValueKind.Number ? " Put it in quotes, as the ids of accounts always have to be: their leading zeros are lost otherwise." : string.Empty;

    private string? Item(JsonElement item, string path)
    {
        if (item.ValueKind is not JsonValueKind.Number)
        {
            return Text(item, path);
        }

        _faults.Add(path, $"It is {StrictJsonReader.Describe(item)}. It must be a string.{Quotes(item)}");
        return null;
    }

    private List<string> ReadItems(ControlParameter parameter, IReadOnlyList<string?> items, Func<int, string> path)
    {
        for (var index = 0; index < items.Count; index++)
        {
            _faults.Add(path(index), items[index] is { } text ? parameter.FaultOfItem(text) : null);
        }

        return [.. items.Select(static item => item ?? string.Empty)];
    }

    private void ReadExemption(JsonElement element, string path)
    {
        if (!IsObject(element, path))
        {
            return;
        }

        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in _json.Members(element, path, ["control", "accountId", "resource", "reason", "owner", "expires"]))
        {
            if (Text(member.Value, StrictJsonReader.Path(path, member.Name)) is { } text)
            {
                given[member.Name] = text;
            }
        }

        var control = Required("control");
        var (reason, owner, until) = (Required("reason"), Required("owner"), Required("expires"));
        var accountId = Pattern("accountId");
        if (accountId is not null && !MayBeAccount(accountId))
        {
            _faults.Add($"{path}.accountId", $"'{StrictJsonReader.Shorten(accountId)}' fits no account: its id has {AccountPatterns.AccountId.Allowed}. * and ? are wildcards.");
            accountId = null;
        }

        var resource = Pattern("resource");
        if (control is not null && CompliancePolicy.FaultOfName(control) is { } fault)
        {
            _faults.Add($"{path}.control", fault);
        }
        else if (until is not null && !DateTimeOffset.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            _faults.Add($"{path}.expires", $"'{StrictJsonReader.Shorten(until)}' is not a date such as 2027-01-31.");
        }
        else if (control is not null && reason is not null && owner is not null && until is not null && accountId is not null && resource is not null)
        {
            var expires = DateTimeOffset.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            var exemption = new PolicyExemption(control, accountId, resource, new ComplianceExemption { Reason = reason, Owner = owner, Expires = expires });
            _exemptions.Add(exemption);
            _faults.Add($"{path}.control", exemption.IsOfEverything ? "It exempts every resource of every account from every control. Name a control, an account or a resource." : null);
        }

        string? Required(string name)
        {
            if (given.TryGetValue(name, out var text) && text.Trim().Length > 0)
            {
                return text;
            }

            if (!_faults.HasAt($"{path}.{name}"))
            {
                _faults.Add($"{path}.{name}", "It is missing. An exemption has control, reason, owner and expires; accountId and resource where it is not for all.");
            }

            return null;
        }

        string? Pattern(string name)
        {
            var text = given.TryGetValue(name, out var found) ? found : "*";
            var wrong = AbsNamePattern.Fault(text);
            _faults.Add($"{path}.{name}", wrong);
            return wrong is null ? text : null;
        }
    }

    // Of [0-9] each is one digit, whichever.
    private static bool MayBeAccount(string pattern)
    {
        var places = Regex.Replace(pattern, @"\[[0-9-]+\]", "?", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        var digits = places.Count(static place => place is not '*');
        return places.All(static place => place is '*' or '?' or (>= '0' and <= '9')) && (places.Contains('*') ? digits <= 12 : digits == 12);
    }

    private bool Word(string word, IReadOnlyList<string> words, string path)
    {
        if (words.Contains(word, StringComparer.Ordinal))
        {
            return true;
        }

        _faults.Add(path, $"'{StrictJsonReader.Shorten(word)}' is none of {string.Join(", ", words)}.");
        return false;
    }

    private string? Text(JsonElement element, string path) => _json.Read(element, typeof(string), path)?.GetValue<string>();

    private bool IsObject(JsonElement element, string path)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            return true;
        }

        _faults.Add(path, $"It is {StrictJsonReader.Describe(element)}. It must be an object.");
        return false;
    }
}
