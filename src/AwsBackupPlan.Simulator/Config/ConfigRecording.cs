namespace AwsBackupPlan.Simulator.Config;

/// <summary>The customer-managed recorder of AWS Config in an account and Region.</summary>
/// <param name="IsRecording">Whether it is switched on.</param>
/// <param name="Types">The types that it records, such as <c>AWS::Backup::BackupPlan</c>; all when <see langword="null"/>.</param>
public sealed record ConfigRecording(bool IsRecording, IReadOnlyList<string>? Types = null)
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "default";

    /// <summary>How its last delivery ended: <c>Pending</c>, <c>Success</c>, <c>Failure</c>, <c>NotApplicable</c>.</summary>
    public string LastStatus { get; init; } = "Success";

    /// <summary>Since when it has been so.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Whether a type is recorded now.</summary>
    public bool Records(string type) => IsRecording && (Types is null || Types.Contains(type, StringComparer.Ordinal));
}
