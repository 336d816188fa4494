namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>Something that lists hold in the order in which it was made.</summary>
internal interface ISequenced
{
    /// <summary>Its place; greater than zero, and greater than that of everything made before.</summary>
    long Sequence { get; }
}
