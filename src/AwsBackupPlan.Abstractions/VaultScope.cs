namespace AwsBackupPlan;

/// <summary>Which vaults of a backup set are meant.</summary>
public enum VaultScope
{
    /// <summary>All of them: that of the primary Region and those of the copy Regions.</summary>
    Both,

    /// <summary>The vault of the primary Region.</summary>
    Primary,

    /// <summary>The vaults of the copy Regions.</summary>
    Copy,
}
