using System.Text.Json;
using Amazon.Backup;
using Amazon.Backup.Model;

namespace AwsBackupPlan.Engine.Tests.Scenes;

/// <summary>What an account has of AWS Backup in a Region, without the ids and times that differ from run to run.</summary>
/// <param name="Kind">vault, point, plan or selection.</param>
/// <param name="Owner">The name of the vault or plan; that of the one it is in for a recovery point or a selection.</param>
/// <param name="Text">All the rest.</param>
internal sealed record AccountState(string Kind, string Owner, string Text)
{
    /// <summary>Reads it; disposes the client.</summary>
    public static async Task<IReadOnlyList<AccountState>> ReadAsync(AmazonBackupClient client, CancellationToken cancellationToken)
    {
        using var backup = client;
        return [.. await VaultsAsync(backup, cancellationToken), .. await PlansAsync(backup, cancellationToken)];
    }

    /// <summary>Reads several Regions of an account.</summary>
    public static async Task<IReadOnlyList<AccountState>> ReadAsync(Func<string, Task<AmazonBackupClient>> client, IEnumerable<string> regions, CancellationToken cancellationToken)
    {
        var all = new List<AccountState>();
        foreach (var region in regions)
        {
            all.AddRange(await ReadAsync(await client(region), cancellationToken));
        }

        return all;
    }

    private static async Task<List<AccountState>> VaultsAsync(AmazonBackupClient backup, CancellationToken cancellationToken)
    {
        var found = new List<AccountState>();
        foreach (var vault in (await backup.ListBackupVaultsAsync(new ListBackupVaultsRequest(), cancellationToken)).BackupVaultList ?? [])
        {
            var name = vault.BackupVaultName;
            found.Add(new AccountState("vault", name, $"{vault.BackupVaultArn} key {vault.EncryptionKeyArn} tags {await TagsAsync(backup, vault.BackupVaultArn, cancellationToken)} lock {vault.Locked} {vault.MinRetentionDays} {vault.MaxRetentionDays} {vault.LockDate is not null} policy {await PolicyAsync(backup, name, cancellationToken)} sends {await NotificationsAsync(backup, name, cancellationToken)}"));
            var points = await backup.ListRecoveryPointsByBackupVaultAsync(new ListRecoveryPointsByBackupVaultRequest { BackupVaultName = name }, cancellationToken);
            found.AddRange((points.RecoveryPoints ?? []).Select(point => new AccountState("point", name, $"{point.RecoveryPointArn} {point.Status}")));
        }

        return found;
    }

    private static async Task<string> PolicyAsync(AmazonBackupClient backup, string vault, CancellationToken cancellationToken)
    {
        try
        {
            return (await backup.GetBackupVaultAccessPolicyAsync(new GetBackupVaultAccessPolicyRequest { BackupVaultName = vault }, cancellationToken)).Policy;
        }
        catch (ResourceNotFoundException)
        {
            return "none";
        }
    }

    private static async Task<string> NotificationsAsync(AmazonBackupClient backup, string vault, CancellationToken cancellationToken)
    {
        try
        {
            var sent = await backup.GetBackupVaultNotificationsAsync(new GetBackupVaultNotificationsRequest { BackupVaultName = vault }, cancellationToken);
            return $"{string.Join(", ", sent.BackupVaultEvents)} to {sent.SNSTopicArn}";
        }
        catch (ResourceNotFoundException)
        {
            return "nothing";
        }
    }

    private static async Task<List<AccountState>> PlansAsync(AmazonBackupClient backup, CancellationToken cancellationToken)
    {
        var found = new List<AccountState>();
        foreach (var plan in (await backup.ListBackupPlansAsync(new ListBackupPlansRequest(), cancellationToken)).BackupPlansList ?? [])
        {
            var name = plan.BackupPlanName;
            var document = (await backup.GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = plan.BackupPlanId }, cancellationToken)).BackupPlan;
            document.Rules.ForEach(static rule => rule.RuleId = null);
            found.Add(new AccountState("plan", name, $"{JsonSerializer.Serialize(document)} tags {await TagsAsync(backup, plan.BackupPlanArn, cancellationToken)}"));
            foreach (var selection in (await backup.ListBackupSelectionsAsync(new ListBackupSelectionsRequest { BackupPlanId = plan.BackupPlanId }, cancellationToken)).BackupSelectionsList ?? [])
            {
                var read = await backup.GetBackupSelectionAsync(new GetBackupSelectionRequest { BackupPlanId = plan.BackupPlanId, SelectionId = selection.SelectionId }, cancellationToken);
                found.Add(new AccountState("selection", name, JsonSerializer.Serialize(read.BackupSelection)));
            }
        }

        return found;
    }

    private static async Task<string> TagsAsync(AmazonBackupClient backup, string arn, CancellationToken cancellationToken)
    {
        var tags = (await backup.ListTagsAsync(new ListTagsRequest { ResourceArn = arn }, cancellationToken)).Tags ?? [];
        return string.Join(", ", tags.OrderBy(static tag => tag.Key, StringComparer.Ordinal).Select(static tag => $"{tag.Key}={tag.Value}"));
    }
}
