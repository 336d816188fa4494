namespace AwsBackupPlan.Simulator.Backup;

/// <summary>An ARN in its parts.</summary>
internal sealed record Arn(string Partition, string Service, string Region, string AccountId, string Resource)
{
    public static Arn? Parse(string? text)
    {
        var parts = text?.Split(':', 6);
        return parts is ["arn", _, _, _, _, _] && parts[1].Length > 0 && parts[2].Length > 0 && parts[5].Length > 0
            ? new Arn(parts[1], parts[2], parts[3], parts[4], parts[5])
            : null;
    }

    /// <summary>What follows a resource type, as <c>name</c> in <c>backup-vault:name</c>; <see langword="null"/> for another type.</summary>
    public string? ResourceAfter(string type) =>
        Resource.Length > type.Length + 1 && Resource.StartsWith(type, StringComparison.Ordinal) && Resource[type.Length] == ':'
            ? Resource[(type.Length + 1)..]
            : null;

    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{AccountId}:{Resource}";
}
