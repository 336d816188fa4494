using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Ssm;

/// <summary>One call of an operation, with the store's lock held.</summary>
/// <param name="World">The clock and the options.</param>
/// <param name="Store">The parameters of the caller's account and Region.</param>
/// <param name="Request">The request.</param>
/// <param name="Input">Its parameters.</param>
internal sealed record SsmCall(SimulatorWorld World, ParameterStore Store, SimulatedRequest Request, OperationInput Input)
{
    /// <summary>The ARN of a parameter.</summary>
    public string ArnOf(string name) =>
        $"arn:{Request.Partition}:ssm:{Request.Region}:{Request.AccountId}:parameter{(name.StartsWith('/') ? string.Empty : "/")}{name}";

    /// <summary>Refuses a key that secrets can be neither written nor read with.</summary>
    /// <exception cref="SimulatedException">It does not exist, or is not enabled.</exception>
    public void DemandUsableKey(string key)
    {
        if (World.FindKey(Request.AccountId, Request.Region, key) is not { } arn || !World.IsKeyUsable(arn))
        {
            throw new SimulatedException("InvalidKeyId", $"The key {key} cannot be used: it does not exist, is disabled or is pending deletion.");
        }
    }

    /// <summary>The parameter's name in a reference that may be its ARN.</summary>
    public string NameIn(string reference)
    {
        if (!Arn.TryParse(reference, out var arn))
        {
            return reference;
        }

        var name = arn.Resource["parameter".Length..];
        return Store.Parameters.ContainsKey(name) ? name : name.TrimStart('/');
    }
}
