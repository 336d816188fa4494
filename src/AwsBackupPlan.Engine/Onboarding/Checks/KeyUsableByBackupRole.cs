using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The policy of the key lets the role of AWS Backup use it, as far as a key policy tells: where it leaves that to the account, the policies of the role decide, which are not seen from here.</summary>
internal sealed class KeyUsableByBackupRole : RegionPrerequisite
{
    private static readonly string[] Needed = ["kms:DescribeKey", "kms:CreateGrant", "kms:GenerateDataKey", "kms:Decrypt"];

    /// <inheritdoc/>
    public override string Name => "KeyUsableByBackupRole";

    /// <inheritdoc/>
    protected override AccountCheck Judge(TestEvidence evidence, RegionTest region)
    {
        if (region.Key.Failure is not null)
        {
            return Skipped(evidence, region.Region, KeyReady.See);
        }

        if (region.KeyPolicy?.Failure is { } failure)
        {
            return NotRead(evidence, region.Region, failure);
        }

        if (region.KeyPolicy is not { } policy)
        {
            return Skipped(evidence, region.Region, "There is no key to look at.");
        }

        var (role, key) = (evidence.BackupRoleArn, region.Key.Value.Key!.Arn);
        if (AccessPolicy.Read(policy.Value) is not { } document)
        {
            return Of(evidence, region.Region, AccountCheckStatus.NotRead, $"The policy of {key} cannot be understood.", "See the policy: aws kms get-key-policy --policy-name default.");
        }

        var judged = Needed.Select(action => (Action: action, Check: new CopyAccessCheck(key, evidence.Target.AccountId, role, organizationId: null) { Needed = action, TakesWildcards = true }))
            .Select(one => (one.Action, Access: one.Check.Of(document), one.Check.NotKnown, one.Check.DeniedBy)).ToList();
        List<string> refused = [.. judged.Where(static one => one.Access is CopyAccess.Denied or CopyAccess.NotAllowed).Select(static one => one.Action)];
        List<string> doubtful = [.. judged.Where(static one => one.Access is CopyAccess.NotKnown).SelectMany(static one => one.NotKnown).Distinct(StringComparer.Ordinal)];
        return refused.Count > 0
            ? Failed(
                evidence,
                region.Region,
                $"The policy of {key} lets neither the account nor {role} do {string.Join(", ", refused)}{(judged.Exists(static one => one.Access is CopyAccess.Denied) ? ", or denies it" : string.Empty)}.",
                $"Allow {string.Join(", ", Needed)} in the key policy to arn:{evidence.Partition}:iam::{evidence.Target.AccountId}:root, which leaves it to the account's own policies, or to {role}: aws kms put-key-policy --policy-name default --key-id {key} --region {region.Region} --policy file://policy.json")
            : doubtful.Count > 0
                ? Of(evidence, region.Region, AccountCheckStatus.NotRead, $"Whether the policy of {key} lets {role} use it cannot be told from here: it hangs on {string.Join(", ", doubtful)}.", "Back a database up (Start-XacntBackupJob) and see whether the job completes.")
                : Passed(evidence, region.Region, IsLeftToAccount(evidence, key, document)
                    ? $"The policy of {key} lets the account's policies decide. What those of {role} say is not seen from here."
                    : $"The policy of {key} lets {role} itself use it, whatever the account's policies say.");
    }

    // What lets any role of the account in leaves it to the account.
    private static bool IsLeftToAccount(TestEvidence evidence, string key, JsonObject document)
    {
        var another = $"{evidence.BackupRoleArn}-and-no-other";
        return Needed.All(action => new CopyAccessCheck(key, evidence.Target.AccountId, another, organizationId: null) { Needed = action, TakesWildcards = true }.Of(document) is CopyAccess.Allowed);
    }
}
