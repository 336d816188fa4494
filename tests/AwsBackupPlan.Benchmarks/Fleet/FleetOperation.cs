namespace AwsBackupPlan.Benchmarks.Fleet;

/// <summary>What is done to every account of a fleet.</summary>
internal enum FleetOperation
{
    /// <summary>Nothing is there; vaults, plan and selection are made.</summary>
    Create,

    /// <summary>The same once more: everything is there, nothing is written.</summary>
    SecondRun,

    /// <summary>A comparison, which only reads.</summary>
    Compare,

    /// <summary>Everything is taken down.</summary>
    Remove,
}
