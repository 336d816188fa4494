using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>The command that gives a vault the access policy that protects it.</summary>
internal static class ProtectPolicy
{
    private const string Protect = "-VaultAccessPolicy Protect";

    /// <summary>The command, or what has to be chosen before it.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="evidence">Its account.</param>
    /// <param name="principals">Who alone may be let through; as it is now, or the role that the module assumes, when <see langword="null"/>.</param>
    public static string Remedy(VaultEvidence vault, AccountEvidence evidence, IReadOnlyList<string>? principals = null)
    {
        // What is left of a backup set that was taken down is not deployed anew for it.
        if (Remedies.PlanOf(evidence, vault.AbsName) is null)
        {
            return Remedies.Note($"The vault {vault.Name} in {vault.Region} is of no backup set that this module has deployed: give it an access policy with aws backup put-backup-vault-access-policy, with credentials of account {evidence.Target.AccountId}, or delete it where nobody needs it.");
        }

        List<string> wanted = principals is null ? Kept(vault, evidence) : [.. principals.Where(principal => IsOf(principal, evidence))];
        var more = wanted.Count == 0 ? Protect : $"{Protect} -ProtectedPrincipal {Remedies.Words(wanted)}";
        return principals is not null && wanted.Count == 0
                ? Remedies.Note($"principalArnList names nobody of account {evidence.Target.AccountId}, and a policy that lets nobody through cannot be changed again. Name there whom the module may let through, its own role {evidence.Target.RoleName} first.")
            : ProtectiveStatement.LocksOut(evidence.Target, wanted, evidence.Partition)
                ? Remedies.Note($"This leaves out the role {evidence.Target.RoleName} that the module works in, which could then neither change the policy nor take the backup set down. Name it in principalArnList, or mean it: {Remedies.DeployInWords(evidence, vault.AbsName, $"{more} -WithoutOwnRole")}")
            : IsOfOthers(vault)
                ? Remedies.Note($"The vault has an access policy of its own. This adds the statement to it and leaves the others: {Remedies.DeployInWords(evidence, vault.AbsName, $"{more} -Adopt")}")
            : Remedies.Deploy(evidence, vault.AbsName, more);
    }

    private static bool IsOf(string principal, AccountEvidence evidence) =>
        AccountPatterns.PrincipalPattern.IsMatch(principal) && !ProtectiveStatement.Faults(evidence.Target, [principal], evidence.Partition).Any();

    // Whom the module was told to let through before.
    private static List<string> Kept(VaultEvidence vault, AccountEvidence evidence)
    {
        var condition = Own(vault)?["Condition"] as JsonObject;
        var through = AccessPolicy.Texts((condition?["ArnNotLike"] as JsonObject)?["aws:PrincipalArn"]).Where(principal => !PolicyDenial.IsServiceRole(principal) && IsOf(principal, evidence)).ToList();
        return through is [var only] && string.Equals(only, RoleArn.For(evidence.Target.RoleName, evidence.Target.AccountId, evidence.Partition), StringComparison.Ordinal) ? [] : through;
    }

    private static JsonObject? Own(VaultEvidence vault) => Document(vault) is not { } document ? null
        : AccessPolicy.Statements(document).OfType<JsonObject>().FirstOrDefault(static statement => string.Equals(AccessPolicy.Sid(statement), ProtectiveStatement.Sid, StringComparison.Ordinal));

    private static bool IsOfOthers(VaultEvidence vault) => vault.Policy.Value is not null && (Document(vault) is not { } document || (AccessPolicy.Statements(document).Count > 0 && Own(vault) is null));

    private static JsonObject? Document(VaultEvidence vault) => vault.Policy.Value is { } policy ? AccessPolicy.Read(policy) : null;
}
