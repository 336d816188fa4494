namespace AwsBackupPlan.Engine.Compliance.Export;

/// <summary>Writes reports in a format, one after another.</summary>
internal abstract class ReportWriter : IDisposable
{
    /// <summary>Writes a report.</summary>
    public abstract void Add(ComplianceReport report);

    /// <summary>Writes what comes after the last one.</summary>
    public abstract void Complete();

    /// <inheritdoc/>
    public abstract void Dispose();
}
