namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>The wire protocols of AWS that are served here.</summary>
public enum WireProtocol
{
    /// <summary>Form parameters in, XML out: STS, RDS.</summary>
    Query,

    /// <summary>AWS JSON 1.1 with the operation in <c>X-Amz-Target</c>: KMS, SSM.</summary>
    Json,

    /// <summary>REST with JSON bodies and the error's name in <c>x-amzn-ErrorType</c>: AWS Backup.</summary>
    RestJson,

    /// <summary>REST with XML: Amazon S3.</summary>
    RestXml,
}
