namespace AwsBackupPlan;

/// <summary>A control of a framework of AWS Backup Audit Manager.</summary>
public sealed record AuditControlInfo
{
    /// <summary>Its name, such as <c>BACKUP_RECOVERY_POINT_ENCRYPTED</c>.</summary>
    public required string Control { get; init; }

    /// <summary>Its parameters, such as <c>requiredRetentionDays=35</c>.</summary>
    public IReadOnlyList<string> Parameters { get; init => field = new ValueList<string>(value); } = new ValueList<string>([]);

    /// <summary>What it judges, such as <c>tag ABS=payroll</c> or <c>types Aurora, RDS</c>; all of the Region when it is empty.</summary>
    public string Scope { get; init; } = string.Empty;

    /// <summary>Name, parameters and scope.</summary>
    public override string ToString() => string.Join(" ", new[] { Control, string.Join(", ", Parameters), Scope.Length == 0 ? string.Empty : $"({Scope})" }.Where(static part => part.Length > 0));
}
