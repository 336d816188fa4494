namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>What the trust policy of the role makes of an external id.</summary>
internal enum ExternalIdProof
{
    /// <summary>None is given, so that nothing is asked.</summary>
    NotGiven,

    /// <summary>The role is refused without the id, and with another one.</summary>
    Enforced,

    /// <summary>The role is assumed without any.</summary>
    NotAskedFor,

    /// <summary>The role is assumed with another one.</summary>
    AnyTaken,
}
