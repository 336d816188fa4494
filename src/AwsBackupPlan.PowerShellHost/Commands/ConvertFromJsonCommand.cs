using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for ConvertFrom-Json.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 1024 };

    private readonly List<string> _lines = [];

    /// <summary>Lines of one text, as <c>Get-Content</c> writes them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, Position = 0)]
    [AllowEmptyString]
    public string InputObject { get; set; } = string.Empty;

    /// <summary>Objects become hashtables that keep their order.</summary>
    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    /// <summary>An array is written as one object.</summary>
    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _lines.Add(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            using var document = JsonDocument.Parse(string.Join('\n', _lines), Lenient);
            WriteObject(Read(document.RootElement), !NoEnumerate);
        }
        catch (JsonException exception)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSInvalidOperationException($"Conversion from JSON failed with error: {exception.Message}", exception),
                "System.ArgumentException", ErrorCategory.InvalidArgument, targetObject: null));
        }
    }

    private object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when AsHashtable => ReadTable(element),
        JsonValueKind.Object => ReadObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToArray(),
        JsonValueKind.String => ReadString(element.GetString()!),
        JsonValueKind.Number => ReadNumber(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private PSObject ReadObject(JsonElement element)
    {
        var item = new PSObject();
        foreach (var member in element.EnumerateObject())
        {
            item.Properties.Remove(member.Name);
            item.Properties.Add(new PSNoteProperty(member.Name, Read(member.Value)));
        }

        return item;
    }

    private System.Collections.Specialized.OrderedDictionary ReadTable(JsonElement element)
    {
        var table = new System.Collections.Specialized.OrderedDictionary(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            table[member.Name] = Read(member.Value);
        }

        return table;
    }

    // PowerShell reads a date and time in ISO 8601 as a DateTime, and nothing else.
    private static object ReadString(string text) =>
        text.Length >= 19 && text[10] == 'T' && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : text;

    private static object ReadNumber(JsonElement element)
    {
        if (element.TryGetInt64(out var integer))
        {
            return integer;
        }

        return BigInteger.TryParse(element.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big) ? big : element.GetDouble();
    }
}
