namespace AwsBackupPlan.Simulator.Kms;

/// <summary>The states of a KMS key, named as KMS names them.</summary>
public enum KeyState
{
    /// <summary>A replica that is being made.</summary>
    Creating,

    /// <summary>It can be used.</summary>
    Enabled,

    /// <summary>It cannot be used until it is enabled.</summary>
    Disabled,

    /// <summary>It will be deleted.</summary>
    PendingDeletion,

    /// <summary>A primary that will be deleted once its replicas are gone.</summary>
    PendingReplicaDeletion,

    /// <summary>It has no key material yet.</summary>
    PendingImport,

    /// <summary>Its key store cannot be reached.</summary>
    Unavailable,
}
