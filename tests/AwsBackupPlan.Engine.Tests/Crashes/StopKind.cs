namespace AwsBackupPlan.Engine.Tests.Crashes;

/// <summary>How a run comes to its end at one of its calls.</summary>
public enum StopKind
{
    /// <summary>The call does not reach AWS.</summary>
    BeforeTheCall,

    /// <summary>The call has its effect, and the answer does not come.</summary>
    AnswerLost,

    /// <summary>The call has its effect, and nothing of the run reaches AWS any more.</summary>
    ProcessEnded,

    /// <summary>The credentials of the role and of the caller end.</summary>
    CredentialsExpired,

    /// <summary>The user stops the run while the call is under way.</summary>
    Cancelled,
}
