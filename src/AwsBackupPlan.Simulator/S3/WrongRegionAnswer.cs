namespace AwsBackupPlan.Simulator.S3;

/// <summary>How a request is answered that was signed for another Region than its bucket's.</summary>
public enum WrongRegionAnswer
{
    /// <summary>301, as the endpoint of another Region answers.</summary>
    PermanentRedirect,

    /// <summary>400, as the bucket's own endpoint answers, which requests with the bucket in the host's name come to.</summary>
    AuthorizationHeaderMalformed,
}
