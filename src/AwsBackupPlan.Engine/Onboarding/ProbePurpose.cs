namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>What something has to be allowed for.</summary>
internal enum ProbePurpose
{
    /// <summary>Bringing a set to its desired state, and comparing.</summary>
    Deployment,

    /// <summary>Looking at databases, jobs and recovery points.</summary>
    Monitoring,

    /// <summary>Taking a set down.</summary>
    Removal,
}
