namespace AwsBackupPlan.Engine.Tests.Ownership;

/// <summary>What the module does in an account.</summary>
internal enum ModuleAction
{
    /// <summary>Deploys the set.</summary>
    Deploy,

    /// <summary>Deploys it with another schedule and selection.</summary>
    Change,

    /// <summary>Takes it down.</summary>
    Remove,

    /// <summary>Takes its plan down.</summary>
    RemoveButKeepPoints,
}
