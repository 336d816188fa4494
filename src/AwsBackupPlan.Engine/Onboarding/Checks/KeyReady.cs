using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>Behind the alias there is a key that can encrypt the vault, and the keys of all Regions are one multi-Region key.</summary>
internal sealed class KeyReady : RegionPrerequisite
{
    /// <inheritdoc/>
    public override string Name => "Key";

    /// <inheritdoc/>
    protected override AccountCheck Judge(TestEvidence evidence, RegionTest region)
    {
        if (region.Key.Failure is { } failure)
        {
            return NotRead(evidence, region.Region, failure);
        }

        var unread = evidence.Regions.Select(static other => other.Key.Failure).FirstOrDefault(static other => other is not null);
        IReadOnlyList<RegionKey> keys = unread is null ? [.. evidence.Regions.Select(static other => other.Key.Value)] : [region.Key.Value];
        var blocked = KeyCheck.Check(evidence.Target, keys).FirstOrDefault(blocker => string.Equals(blocker.Change.Region, region.Region, StringComparison.Ordinal))?.Change;
        return blocked is not null ? Failed(evidence, region.Region, blocked.Reason!, Remedy(blocked, region.Key.Value))
            : unread is not null ? Of(evidence, region.Region, AccountCheckStatus.NotRead, $"{Describe(region.Key.Value.Key!)} Whether it is one key with that of the other Regions cannot be told: {unread.Message}", unread.Remedy)
            : Passed(evidence, region.Region, Describe(region.Key.Value.Key!));
    }

    private static string Remedy(ResourceChange blocked, RegionKey key) =>
        key.Key is null ? $"Initialize-XacntBackupAccount makes the keys and their aliases. By hand: {blocked.Remedy}" : blocked.Remedy!;

    private static string Describe(KeyMetadata key) =>
        $"{key.Arn} is {key.KeyState}{(key.MultiRegion is true ? $", {(key.MultiRegionConfiguration?.MultiRegionKeyType == "PRIMARY" ? "the primary" : "a replica")} of a multi-Region key" : ", a single-Region key")}.";
}
