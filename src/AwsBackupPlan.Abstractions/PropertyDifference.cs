namespace AwsBackupPlan;

/// <summary>One property in which a resource differs from what is desired.</summary>
public sealed record PropertyDifference
{
    /// <summary>Where: a path such as <c>Rules[payroll-RDS-BackupRule-Default].ScheduleExpression</c> or <c>Tags.ABS</c>; items of lists stand by what identifies them.</summary>
    public required string Path { get; init; }

    /// <summary>The value that is there, as JSON text; <see langword="null"/> when it is absent.</summary>
    public string? Actual { get; init; }

    /// <summary>The value that should be there, as JSON text; <see langword="null"/> when it should be absent.</summary>
    public string? Desired { get; init; }

    /// <summary>Path, actual and desired value in one line.</summary>
    public override string ToString() => $"{Path}: {Actual ?? "(absent)"} -> {Desired ?? "(absent)"}";
}
