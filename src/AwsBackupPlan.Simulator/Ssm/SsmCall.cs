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
