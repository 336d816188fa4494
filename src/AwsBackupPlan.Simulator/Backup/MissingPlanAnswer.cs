namespace AwsBackupPlan.Simulator.Backup;

/// <summary>How a plan id that does not exist is answered. AWS has been seen to do both.</summary>
public enum MissingPlanAnswer
{
    /// <summary>400 <c>ResourceNotFoundException</c>.</summary>
    ResourceNotFound,

    /// <summary>400 <c>InvalidParameterValueException</c>, "Cannot find Backup plan …".</summary>
    InvalidParameterValue,
}
