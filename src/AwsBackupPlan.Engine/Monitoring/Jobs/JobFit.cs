using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Monitoring.RecoveryPoints;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>Whether a job is wanted, as far as AWS does not sort them out itself.</summary>
internal sealed class JobFit
{
    private const string AnySet = "*";

    private readonly IReadOnlyList<AbsNamePattern> _resources;
    private readonly IReadOnlyList<AbsNamePattern> _vaults;
    private readonly AbsNamePattern? _absName;
    private readonly HashSet<string> _states;

    public JobFit(JobQuery query, string absName)
    {
        _resources = [.. query.Resources.Select(static pattern => AbsNamePattern.Parse(pattern))];
        _vaults = [.. query.Vaults.Select(static pattern => AbsNamePattern.Parse(pattern))];
        _absName = absName is AnySet ? null : AbsNamePattern.Parse(absName);
        _states = new(query.States, StringComparer.OrdinalIgnoreCase);
        OnlyResource = query.Resources is [var arn] && _resources[0].IsLiteral && arn.StartsWith("arn:", StringComparison.Ordinal) ? arn : null;
        OnlyVault = query.Vaults is [var vault] && _vaults[0].IsLiteral ? vault : _absName is { IsLiteral: true } ? new ResourceNames(absName).Vault : null;
    }

    /// <summary>The one resource that is wanted, which AWS can be asked for.</summary>
    public string? OnlyResource { get; }

    /// <summary>The one vault that backups are wanted of, which AWS can be asked for.</summary>
    public string? OnlyVault { get; }

    /// <summary>Whether it is wanted.</summary>
    public bool Fits(BackupJobInfo job) => (_states.Count == 0 || _states.Contains(job.State)) && IsOfResource(job) && IsOfVault(job);

    private bool IsOfResource(BackupJobInfo job) =>
        _resources.Count == 0 || IsNamed(job.ResourceArn) || (job.CreatedResourceArn is { } created && IsNamed(created));

    private bool IsNamed(string arn) => _resources.Any(pattern => pattern.IsMatch(arn) || pattern.IsMatch(RecoveryPointFit.NameOf(arn)));

    private bool IsOfVault(BackupJobInfo job)
    {
        var destination = VaultNames.OfArn(job.DestinationVaultArn);
        return (_vaults.Count == 0 || IsVault(job.VaultName) || IsVault(destination))
            && (_absName is null || IsOfSet(job.VaultName) || IsOfSet(destination));
    }

    private bool IsVault(string? name) => name is not null && _vaults.Any(pattern => pattern.IsMatch(name));

    private bool IsOfSet(string? vaultName) => VaultNames.AbsNameOf(vaultName) is { Length: > 0 } name && _absName!.IsMatch(name);
}
