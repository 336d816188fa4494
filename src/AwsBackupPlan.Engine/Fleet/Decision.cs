namespace AwsBackupPlan.Engine.Fleet;

/// <summary>The answer to a <see cref="ConfirmationRequest"/>.</summary>
public enum Decision
{
    /// <summary>Go on.</summary>
    Proceed,

    /// <summary>Only tell what would be done.</summary>
    WhatIf,

    /// <summary>The user said no.</summary>
    Declined,
}
