using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>Behind the alias there is a key that can encrypt the vault, and the keys of all Regions are one multi-Region key.</summary>
internal sealed class KeyReady : RegionPrerequisite
{
    /// <summary>Why what hangs on the key is not checked, where it could not be looked at.</summary>
    public const string See = "The key could not be looked at: see Key.";

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
        var blocked = KeyCheck.Check(evidence.Target, keys).FirstOrDefault(blocker => string.Equals(blocker.Change.Region, region.Region, StringComparison.Ordinal));
        return blocked is not null ? Failed(evidence, region.Region, blocked.Change.Reason!, KeyRemedy.Of(blocked, alias => SetupCommand.Of(evidence.Target, evidence.Options with { KeyAlias = alias ?? evidence.Options.KeyAlias })))
            : unread is not null ? Of(evidence, region.Region, AccountCheckStatus.NotRead, $"{Describe(region.Key.Value.Key!)} Whether it is one key with that of the other Regions cannot be told: {unread.Message}", unread.Remedy)
            : Passed(evidence, region.Region, Describe(region.Key.Value.Key!));
    }

    private static string Describe(KeyMetadata key) =>
        $"{key.Arn} is {key.KeyState}{(key.MultiRegion is true ? $", {(key.MultiRegionConfiguration?.MultiRegionKeyType == "PRIMARY" ? "the primary" : "a replica")} of a multi-Region key" : ", a single-Region key")}.";
}
