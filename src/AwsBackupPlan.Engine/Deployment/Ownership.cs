namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Whose a resource is: the module's own carry the tag of the backup set.</summary>
internal enum Ownership
{
    /// <summary>It carries the tag with the set's name.</summary>
    Own,

    /// <summary>It does not carry the tag; it can be adopted.</summary>
    Untagged,

    /// <summary>It carries the tag with another set's name; it is never touched.</summary>
    AnotherSet,
}
