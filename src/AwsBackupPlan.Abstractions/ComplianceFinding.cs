namespace AwsBackupPlan;

/// <summary>What a control says of a resource.</summary>
public sealed record ComplianceFinding
{
    /// <summary>The account (12 digits).</summary>
    public required string AccountId { get; init; }

    /// <summary>The ABS name that the resource belongs to; empty where there is none. What holds of an account as a whole has the one that was asked for.</summary>
    public required string AbsName { get; init; }

    /// <summary>The resource's Region.</summary>
    public required string Region { get; init; }

    /// <summary>The control: one of AWS Backup Audit Manager by its name there, or one of the module's own, which begins with <c>XACNT_</c>.</summary>
    public required string Control { get; init; }

    /// <summary>The resource's ARN: that of a database, a plan or a vault; empty for what holds of the whole account.</summary>
    public required string ResourceArn { get; init; }

    /// <summary>The resource's name.</summary>
    public required string ResourceName { get; init; }

    /// <summary>What it is, such as RDS, Aurora, BackupPlan, BackupVault, Account; Region for one that could not be read.</summary>
    public required string ResourceType { get; init; }

    /// <summary>AWS's word: COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, INSUFFICIENT_DATA, or ERROR for what could not be read.</summary>
    public required string Status { get; init; }

    /// <summary>How much it matters where it is not COMPLIANT.</summary>
    public required ComplianceSeverity Severity { get; init; }

    /// <summary>What was found.</summary>
    public required string Evidence { get; init; }

    /// <summary>What to do, with the command to run; <see langword="null"/> where nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>Why it is put up with; <see langword="null"/> where it is not.</summary>
    public ComplianceExemption? Exemption { get; init; }

    /// <summary>Whether it was not among the findings of the baseline; <see langword="null"/> where there is none, or nothing is to be done.</summary>
    public bool? IsNew { get; init; }

    /// <summary>AWS's word for what AWS Backup Audit Manager says of the same, or ERROR where its report could not be read; <see langword="null"/> where it was not asked, or does not judge it.</summary>
    public string? AuditStatus { get; init; }

    /// <summary>By which report it says so, and of when; <see langword="null"/> where <see cref="AuditStatus"/> is.</summary>
    public string? AuditEvidence { get; init; }

    /// <summary>Whether one of the two says COMPLIANT and the other NON_COMPLIANT; <see langword="null"/> where there is nothing to compare.</summary>
    public bool? Disagrees { get; init; }

    /// <summary>Whether something is to be done: it is NON_COMPLIANT or ERROR, and not exempt.</summary>
    public bool IsOpen => Exemption is null && (Status is "NON_COMPLIANT" or "ERROR");

    /// <summary>Control, resource and status.</summary>
    public override string ToString() => $"{Control} {ResourceName}: {Status}";
}
