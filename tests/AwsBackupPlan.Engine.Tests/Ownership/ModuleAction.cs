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

    /// <summary>Deploys it with an access policy on its vaults.</summary>
    Protect,

    /// <summary>Locks its vaults.</summary>
    Lock,

    /// <summary>Takes the lock of its vaults off.</summary>
    Unlock,

    /// <summary>Deploys it, and takes over what has its names and no tag.</summary>
    Adopt,
}
