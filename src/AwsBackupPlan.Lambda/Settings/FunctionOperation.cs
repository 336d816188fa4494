namespace AwsBackupPlan.Lambda.Settings;

/// <summary>What a function does. Its environment alone says it: who may invoke the one may not have the other done.</summary>
internal enum FunctionOperation
{
    /// <summary>Brings backup sets to their desired state.</summary>
    Create,

    /// <summary>Takes them down.</summary>
    Delete,
}
