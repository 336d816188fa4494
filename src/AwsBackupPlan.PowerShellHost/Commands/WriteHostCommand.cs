using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Write-Host: an information record that the host shows.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    /// <summary>What to show.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [Alias("Object", "Msg")]
    public object? Message { get; set; }

    /// <summary>Leaves the line open.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>What stands between several objects.</summary>
    [Parameter]
    public object Separator { get; set; } = " ";

    /// <summary>The text's colour.</summary>
    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    /// <summary>The colour behind the text.</summary>
    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage
        {
            Message = TextOf(Message),
            NoNewLine = NoNewline,
            ForegroundColor = ForegroundColor,
            BackgroundColor = BackgroundColor,
        };
        WriteInformation(message, ["PSHOST"]);
    }

    private string TextOf(object? value)
    {
        var item = value is PSObject wrapped ? wrapped.BaseObject : value;
        return item is not string && LanguagePrimitives.GetEnumerable(item) is { } elements
            ? string.Join(Separator.ToString(), elements.Cast<object?>().Select(TextOf))
            : LanguagePrimitives.ConvertTo<string>(value);
    }
}
