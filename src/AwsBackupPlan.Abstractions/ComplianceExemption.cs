namespace AwsBackupPlan;

/// <summary>Why a finding is put up with.</summary>
public sealed record ComplianceExemption
{
    /// <summary>The reason.</summary>
    public required string Reason { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>The last day (UTC) on which it holds.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Reason, owner and last day.</summary>
    public override string ToString() => FormattableString.Invariant($"{Reason} ({Owner}, until {Expires:yyyy-MM-dd})");
}
