using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>What the conditions of a policy can ask of a call.</summary>
/// <param name="Values">The values of each condition key.</param>
public sealed record PolicyContext(IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    private const string VaultContext = "aws:backup:backup-vault";

    /// <summary>The condition keys that are simulated. A policy that asks for another is refused, since nobody could tell what it allows.</summary>
    internal static IReadOnlySet<string> Keys { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "iam:PassedToService", "kms:ResourceAliases", "kms:ViaService", "kms:GrantIsForAWSResource", "kms:EncryptionContextKeys", "kms:EncryptionContext:PARAMETER_ARN",
    };

    /// <summary>The values of a key; none when the call does not have it.</summary>
    public IReadOnlyList<string> Of(string key) => Values.GetValueOrDefault(key) ?? [];

    /// <summary>What an action on a resource has, which a call asks for itself or has a service take on its behalf.</summary>
    /// <param name="world">Knows the aliases of keys.</param>
    /// <param name="service">The service that was called.</param>
    /// <param name="request">The call.</param>
    /// <param name="action">The action.</param>
    /// <param name="resource">Its resource.</param>
    internal static PolicyContext Of(SimulatorWorld world, string service, SimulatedRequest request, string action, string resource)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["iam:PassedToService"] = action is "iam:PassRole" ? ["backup.amazonaws.com"] : [],
        };
        if (!action.StartsWith("kms:", StringComparison.Ordinal))
        {
            return new(values);
        }

        values["kms:ResourceAliases"] = world.AliasesOf(resource);
        values["kms:GrantIsForAWSResource"] = action is "kms:CreateGrant" ? [service is "kms" ? "false" : "true"] : [];
        if (service is not "kms")
        {
            values["kms:ViaService"] = [$"{service}.{request.Region}.{(request.Partition is "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com")}"];
        }

        if (service is "backup")
        {
            values["kms:EncryptionContextKeys"] = [VaultContext];
        }

        if (service is "ssm")
        {
            values["kms:EncryptionContextKeys"] = ["PARAMETER_ARN"];
            values["kms:EncryptionContext:PARAMETER_ARN"] = [RequiredPermissions.ParameterOf(request)];
        }

        return new(values);
    }
}
