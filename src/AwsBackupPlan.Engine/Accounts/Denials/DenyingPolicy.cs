namespace AwsBackupPlan.Engine.Accounts.Denials;

/// <summary>The kinds of policy that AWS names when it denies a call.</summary>
internal enum DenyingPolicy
{
    /// <summary>A policy of the role or user.</summary>
    Identity,

    /// <summary>The policy of what was called: of a vault, a key, a role's trust.</summary>
    Resource,

    /// <summary>The permissions boundary of the role or user.</summary>
    Boundary,

    /// <summary>The policy that a session was begun with.</summary>
    Session,

    /// <summary>A service control policy of the organization.</summary>
    ServiceControl,

    /// <summary>A resource control policy of the organization.</summary>
    ResourceControl,

    /// <summary>The policy of the VPC endpoint that the call came through.</summary>
    VpcEndpoint,
}
