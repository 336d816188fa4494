using AwsBackupPlan.Engine.Compliance;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The material of the key is replaced from time to time.</summary>
internal sealed class KeyRotated : Prerequisite
{
    /// <inheritdoc/>
    public override string Name => "KeyRotation";

    /// <inheritdoc/>
    /// <remarks>A replica answers for its primary, so one Region tells for all.</remarks>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        if (evidence.Primary.Key.Failure is not null)
        {
            yield return Skipped(evidence, region, KeyReady.See);
            yield break;
        }

        if (evidence.Primary is not { Rotation: { } rotation, Key.Value.Key: { } key })
        {
            yield return Skipped(evidence, region, "There is no key to look at.");
            yield break;
        }

        yield return rotation.Failure is { } failure ? NotRead(evidence, region, failure)
            : rotation.Value.KeyRotationEnabled is true ? Passed(evidence, region, $"{key.Arn} is rotated{(rotation.Value.RotationPeriodInDays is { } days ? $" every {Counted.Of(days, "day")}" : string.Empty)}.")
            : Warning(
                evidence,
                region,
                $"{key.Arn} is not rotated.",
                Remedies.InAccount(evidence.Target.AccountId, $"aws kms enable-key-rotation --key-id {key.KeyId} --region {key.MultiRegionConfiguration?.PrimaryKey?.Region ?? region}"));
    }
}
