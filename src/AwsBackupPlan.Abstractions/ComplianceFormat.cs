namespace AwsBackupPlan;

/// <summary>What a compliance report is written as.</summary>
public enum ComplianceFormat
{
    /// <summary>A page for people: one file that loads nothing from elsewhere.</summary>
    Html,

    /// <summary>JSON, whose schema is compliance-report.schema.json in the module's folder; a later run can take it as its baseline.</summary>
    Json,

    /// <summary>A table of findings for spreadsheets.</summary>
    Csv,

    /// <summary>A summary for people.</summary>
    Markdown,

    /// <summary>Test results, as GitHub and Azure DevOps show them.</summary>
    JUnit,

    /// <summary>Results of an analysis: SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>The same as Markdown, put behind what the file of the step's summary of GitHub Actions has already.</summary>
    GitHubSummary,
}
