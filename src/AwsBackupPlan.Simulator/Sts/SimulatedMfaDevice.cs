using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Sts;

/// <summary>An MFA device of a caller, and the code it shows. A code is good once, as with AWS.</summary>
/// <param name="SerialNumber">Its serial number or ARN, such as <c>arn:aws:iam::111111111111:mfa/operator</c>.</param>
/// <param name="Code">The six digits that it shows.</param>
public sealed record SimulatedMfaDevice(string SerialNumber, string Code)
{
    private int _uses;

    /// <summary>Refuses a request that does not prove to have the device.</summary>
    internal void Check(OperationInput input, SimulatedRequest request, string roleArn)
    {
        var (serial, code) = (input.Text("SerialNumber"), input.Text("TokenCode"));
        if (serial is null || code is null)
        {
            throw Denied($"User: {request.PrincipalArn} is not authorized to perform: sts:AssumeRole on resource: {roleArn}");
        }

        if (!string.Equals(serial, SerialNumber, StringComparison.Ordinal))
        {
            throw Denied("MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.");
        }

        if (!string.Equals(code, Code, StringComparison.Ordinal) || Interlocked.Increment(ref _uses) > 1)
        {
            throw Denied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        }
    }

    private static SimulatedException Denied(string message) => new("AccessDenied", message, 403);
}
