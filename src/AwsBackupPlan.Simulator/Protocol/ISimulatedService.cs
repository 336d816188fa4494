namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>One AWS service of the simulator. The host has checked the signature and the time before it calls.</summary>
public interface ISimulatedService
{
    /// <summary>The service name in the credential scope of SigV4: <c>backup</c>, <c>kms</c>, <c>ssm</c>, <c>sts</c>, <c>rds</c>, <c>organizations</c>, <c>config</c>, <c>s3</c>.</summary>
    string SigningName { get; }

    /// <summary>The wire protocol, which decides how the host words what it refuses before the service sees the request.</summary>
    WireProtocol Protocol => WireProtocol.RestJson;

    /// <summary>The operation that a request is for, as the service model names it, or <see langword="null"/> when there is none.</summary>
    string? OperationOf(SimulatedRequest request);

    /// <summary>Whether an operation is called without a signature: what it carries instead tells who calls.</summary>
    bool IsUnsigned(string operation) => false;

    /// <summary>Answers a request.</summary>
    /// <exception cref="SimulatedException">What AWS would refuse; the host writes it in the service's wire protocol.</exception>
    SimulatedResponse Handle(string operation, SimulatedRequest request);

    /// <summary>Writes a refusal in the wire protocol of the service.</summary>
    SimulatedResponse WriteError(SimulatedException error, string requestId);

    /// <summary>Forgets everything (<c>POST /_simulator/reset</c>).</summary>
    void Reset();
}
