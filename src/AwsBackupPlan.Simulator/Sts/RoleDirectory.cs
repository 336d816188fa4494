using System.Collections.Concurrent;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Sts;

/// <summary>The IAM roles of all accounts. Every account has the two of the sample's template until they are changed.</summary>
internal sealed class RoleDirectory(SimulatorOptions options)
{
    /// <summary>The role that the module assumes.</summary>
    public const string CrossAccountRole = "Xacnt_Backup_Role";

    /// <summary>The role that AWS Backup uses.</summary>
    public const string BackupRole = "AWSBackup-Custom";

    private readonly ConcurrentDictionary<(string AccountId, string RoleName), SimulatedRole?> _changed = new();

    private readonly SimulatedRole _crossAccountRole = new() { ExternalId = options.ExternalId };

    private readonly SimulatedRole _backupRole = new() { TrustsManagementAccount = false, TrustsBackup = true };

    /// <summary>Makes a role what it is; <see langword="null"/> takes it away.</summary>
    public void Set(string accountId, string roleName, SimulatedRole? role) => _changed[(accountId, roleName)] = role;

    /// <summary>Forgets all changes.</summary>
    public void Clear() => _changed.Clear();

    /// <summary>The role of an ARN, or <see langword="null"/> when there is none.</summary>
    public SimulatedRole? Find(string roleArn, out string accountId, out string roleName)
    {
        accountId = roleName = string.Empty;
        if (!Arn.TryParse(roleArn, out var arn) || arn is not { Service: "iam", Region: "" } || !arn.Resource.StartsWith("role/", StringComparison.Ordinal))
        {
            return null;
        }

        accountId = arn.AccountId;
        roleName = arn.Resource["role/".Length..];
        if (accountId.Length != 12 || !accountId.All(char.IsAsciiDigit))
        {
            return null;
        }

        return _changed.TryGetValue((accountId, roleName), out var role) ? role : roleName switch
        {
            CrossAccountRole => _crossAccountRole,
            BackupRole => _backupRole,
            _ => null,
        };
    }
}
