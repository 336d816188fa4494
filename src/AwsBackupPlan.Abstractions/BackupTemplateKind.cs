namespace AwsBackupPlan;

/// <summary>The kinds of template that <c>Export-XacntBackupTemplate</c> writes.</summary>
public enum BackupTemplateKind
{
    /// <summary>Every kind.</summary>
    All,

    /// <summary>The account of the caller: its role, the two Lambda functions, logs, alarms, a schedule, and a state machine for fleets.</summary>
    Master,

    /// <summary>A target account, in the primary Region: both roles, the multi-Region key and the plan document.</summary>
    Target,

    /// <summary>A target account, in a copy Region: the replica of the key.</summary>
    KeyReplica,

    /// <summary>A topic of SNS, and rules of EventBridge for jobs that fail.</summary>
    Notifications,

    /// <summary>A vault that the accounts of an organization copy into, with its key.</summary>
    CentralVault,

    /// <summary>A small encrypted database to try it all with.</summary>
    DemoDatabase,

    /// <summary>Target and KeyReplica in all accounts of organizational units.</summary>
    StackSet,

    /// <summary>A backup policy of AWS Organizations, in JSON, for fleets that AWS itself should roll out.</summary>
    OrganizationBackupPolicy,
}
