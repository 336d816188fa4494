using System.Management.Automation;

namespace AwsBackupPlan.Cmdlets.Compliance;

/// <summary>Makes objects of the rows of reports, with a property for each column, which PowerShell filters, shows and exports like any other.</summary>
internal static class RowObject
{
    // The properties that every object of PowerShell has.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase) { "PSBase", "PSAdapted", "PSExtended", "PSObject", "PSTypeNames" };

    /// <summary>The object of a row. The template is part of its type's name, since each has columns of its own.</summary>
    public static PSObject Of(AuditReportRow row)
    {
        var made = new PSObject();
        made.TypeNames.Insert(0, $"{typeof(AuditReportRow).FullName}#{row.Template}");
        Add(made, nameof(row.AccountId), row.AccountId);
        Add(made, nameof(row.AbsName), row.AbsName);
        Add(made, nameof(row.Region), row.Region);
        Add(made, nameof(row.ReportPlanName), row.ReportPlanName);
        Add(made, nameof(row.Template), row.Template);
        Add(made, nameof(row.ReportJobId), row.ReportJobId);
        Add(made, nameof(row.S3Uri), row.S3Uri);
        foreach (var column in row.Columns)
        {
            var name = column.Key;
            while (Reserved.Contains(name) || made.Properties[name] is not null)
            {
                name = "Reported" + name;
            }

            Add(made, name, column.Value);
        }

        return made;
    }

    private static void Add(PSObject made, string name, string? value) => made.Properties.Add(new PSNoteProperty(name, value));
}
