using System.Globalization;
using System.Management.Automation;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>Stands in for Get-Date.</summary>
[Cmdlet(VerbsCommon.Get, "Date")]
public sealed class GetDateCommand : PSCmdlet
{
    /// <summary>The date and time to write; now when absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public DateTime Date { get; set; }

    /// <summary>A .NET format; a text is written instead of a date.</summary>
    [Parameter]
    public string? Format { get; set; }

    /// <summary>In universal time.</summary>
    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var date = MyInvocation.BoundParameters.ContainsKey(nameof(Date)) ? Date : TimeProvider.System.GetLocalNow().LocalDateTime;
        if (AsUTC)
        {
            date = date.ToUniversalTime();
        }

        WriteObject(Format is null ? date : date.ToString(Format, CultureInfo.InvariantCulture));
    }
}
