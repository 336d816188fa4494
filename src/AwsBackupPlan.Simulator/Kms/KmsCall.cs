using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Kms;

/// <summary>One call of an operation, with the account's lock held.</summary>
/// <param name="World">The clock and the options.</param>
/// <param name="Account">The caller's account.</param>
/// <param name="Request">The request.</param>
/// <param name="Input">Its parameters.</param>
internal sealed record KmsCall(SimulatorWorld World, KmsAccount Account, SimulatedRequest Request, OperationInput Input)
{
    /// <summary>What there is in the Region of the request.</summary>
    public KmsRegion Region => Account.In(Request.Region);

    /// <summary>Now.</summary>
    public DateTimeOffset Now => World.Now;

    /// <summary>The ARN of an alias in the Region of the request.</summary>
    public string AliasArn(string name) => $"arn:{Request.Partition}:kms:{Request.Region}:{Account.AccountId}:{name}";

    /// <summary>The key that the member <c>KeyId</c> names by id or ARN; an alias does not do.</summary>
    public KmsKey Key(string member = "KeyId") => KeyReference.Resolve(this, Input.RequiredText(member), allowAlias: false);
}
