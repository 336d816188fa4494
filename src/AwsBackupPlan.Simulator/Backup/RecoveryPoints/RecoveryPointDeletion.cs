namespace AwsBackupPlan.Simulator.Backup.RecoveryPoints;

/// <summary>What becomes of an attempt to delete a recovery point.</summary>
public enum RecoveryPointDeletion
{
    /// <summary>DELETING for a while, then gone.</summary>
    Normal,

    /// <summary>Answered with success, DELETING for a while, then EXPIRED and still there, as when the role lacks rights.</summary>
    BecomesExpired,

    /// <summary>Refused with <c>InvalidResourceStateException</c>: another operation is using it.</summary>
    Busy,

    /// <summary>Refused with <c>InvalidRequestException</c>: the vault's lock protects it.</summary>
    Locked,

    /// <summary>Refused with <c>InvalidRequestException</c>: a legal hold protects it.</summary>
    OnLegalHold,
}
