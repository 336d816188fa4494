using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>The statement of a vault's access policy that protects it.</summary>
internal static class ProtectiveStatement
{
    /// <summary>Its id, by which it is known again.</summary>
    public const string Sid = "AwsBackupPlanProtect";

    private static readonly string[] Actions =
    [
        "backup:DeleteBackupVault", "backup:DeleteBackupVaultAccessPolicy", "backup:DeleteBackupVaultLockConfiguration", "backup:DeleteRecoveryPoint", "backup:DisassociateRecoveryPoint",
        "backup:DisassociateRecoveryPointFromParent", "backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultLockConfiguration", "backup:UpdateRecoveryPointLifecycle",
    ];

    /// <summary>The statement for the vaults of an account.</summary>
    /// <param name="target">The account; the role that the module assumes there is let through where no principals are named.</param>
    /// <param name="principals">Who is let through: ARNs, or patterns.</param>
    /// <param name="partition">The account's partition.</param>
    public static JsonObject Of(AccountTarget target, IReadOnlyList<string> principals, string partition)
    {
        // AWS Backup itself deletes with this role what has expired.
        var all = LetThrough(target, principals, partition).Append($"arn:{partition}:iam::{target.AccountId}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup")
            .Distinct(StringComparer.Ordinal)
            .OrderBy(static arn => arn, StringComparer.Ordinal);
        return new JsonObject
        {
            ["Sid"] = Sid,
            ["Effect"] = "Deny",
            ["Principal"] = "*",
            ["Action"] = Texts(Actions),
            ["Resource"] = "*",
            ["Condition"] = new JsonObject { ["ArnNotLike"] = new JsonObject { ["aws:PrincipalArn"] = Texts(all) } },
        };
    }

    /// <summary>Who is let through, beside AWS Backup itself.</summary>
    public static IReadOnlyList<string> LetThrough(AccountTarget target, IReadOnlyList<string> principals, string partition) => principals.Count == 0 ? [OwnRole(target, partition)] : principals;

    /// <summary>What is wrong with the principals that are to be let through; empty when nothing is.</summary>
    public static IEnumerable<string> Faults(AccountTarget target, IReadOnlyList<string> principals, string partition)
    {
        foreach (var principal in principals)
        {
            var arn = principal.Split(':');
            if (!string.Equals(arn[1], partition, StringComparison.Ordinal))
            {
                yield return $"'{principal}' is in partition {arn[1]} and the account in {partition}: it would let nobody through.";
            }
            else if (arn[4] is not "*" && !string.Equals(arn[4], target.AccountId, StringComparison.Ordinal))
            {
                yield return $"'{principal}' is of another account than {target.AccountId}: AWS Backup lets nobody of another account work on a vault. For many accounts write * instead of the account id.";
            }
            else if (arn[5].Substring(arn[5].IndexOf('/') + 1).Trim('*', '?', '/').Length == 0)
            {
                yield return $"'{principal}' lets everybody in the account through: it would protect from nobody. Name roles or users.";
            }
        }
    }

    /// <summary>Whether the principals that are let through leave out the role that the module assumes, which then locks itself out.</summary>
    public static bool LocksOut(AccountTarget target, IReadOnlyList<string> principals, string partition)
    {
        var own = OwnRole(target, partition);
        return principals.Count > 0 && !principals.Any(principal => Wildcards.IsArnMatch(principal, own));
    }

    private static string OwnRole(AccountTarget target, string partition) => RoleArn.For(target.RoleName, target.AccountId, partition);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static text => (JsonNode?)JsonValue.Create(text))]);
}
