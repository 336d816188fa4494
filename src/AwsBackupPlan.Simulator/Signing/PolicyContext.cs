namespace AwsBackupPlan.Simulator.Signing;

/// <summary>What the conditions of a policy can ask of a call.</summary>
/// <param name="Values">The values of each condition key.</param>
public sealed record PolicyContext(IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>The values of a key; none when the call does not have it.</summary>
    public IReadOnlyList<string> Of(string key) => Values.GetValueOrDefault(key) ?? [];

    /// <summary>What an action on a resource has.</summary>
    internal static PolicyContext Of(SimulatorWorld world, string action, string resource) => new(new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
    {
        ["iam:PassedToService"] = action is "iam:PassRole" ? ["backup.amazonaws.com"] : [],
        ["kms:ResourceAliases"] = action.StartsWith("kms:", StringComparison.Ordinal) ? world.AliasesOf(resource) : [],
    });
}
