using System.Diagnostics.CodeAnalysis;

namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>An Amazon Resource Name in its parts.</summary>
/// <param name="Partition">The partition, such as <c>aws</c>.</param>
/// <param name="Service">The service, such as <c>kms</c>.</param>
/// <param name="Region">The Region; empty for global services.</param>
/// <param name="AccountId">The account; empty for what belongs to AWS.</param>
/// <param name="Resource">The rest, colons included.</param>
public sealed record Arn(string Partition, string Service, string Region, string AccountId, string Resource)
{
    /// <summary>Reads an ARN.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Arn? arn)
    {
        var parts = text?.Split(':', 6);
        arn = parts is ["arn", { Length: > 0 }, { Length: > 0 }, _, _, { Length: > 0 }]
            ? new Arn(parts[1], parts[2], parts[3], parts[4], parts[5])
            : null;
        return arn is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{AccountId}:{Resource}";
}
