using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>The statement of a vault's access policy that protects it.</summary>
internal static class ProtectiveStatement
{
    /// <summary>Its id, by which it is known again.</summary>
    public const string Sid = "AwsBackupPlanProtect";

    private static readonly string[] Actions =
    [
        "backup:DeleteBackupVault", "backup:DeleteBackupVaultAccessPolicy", "backup:DeleteRecoveryPoint", "backup:PutBackupVaultAccessPolicy", "backup:UpdateRecoveryPointLifecycle",
    ];

    /// <summary>The statement for the vaults of an account.</summary>
    /// <param name="target">The account; the role that the module assumes there is let through where no principals are named.</param>
    /// <param name="principals">Who is let through: ARNs, or patterns.</param>
    /// <param name="partition">The account's partition.</param>
    public static JsonObject Of(AccountTarget target, IReadOnlyList<string> principals, string partition)
    {
        IReadOnlyList<string> named = principals.Count == 0 ? [OwnRole(target, partition)] : principals;
        // AWS Backup itself deletes with this role what has expired.
        var all = named.Append($"arn:{partition}:iam::{target.AccountId}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup")
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

    /// <summary>Whether the principals that are let through leave out the role that the module assumes, which then locks itself out.</summary>
    public static bool LocksOut(AccountTarget target, IReadOnlyList<string> principals, string partition)
    {
        var own = OwnRole(target, partition);
        return principals.Count > 0 && !principals.Any(principal => Covers(principal, own));
    }

    /// <summary>Whether a pattern stands for an ARN: part by part, as AWS does.</summary>
    public static bool Covers(string pattern, string arn) => pattern.Split(':') is var parts && arn.Split(':') is var own && parts.Length == own.Length && parts.Zip(own, Wildcards.IsMatch).All(static fits => fits);

    private static string OwnRole(AccountTarget target, string partition) => RoleArn.For(target.RoleName, target.AccountId, partition);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static text => (JsonNode?)JsonValue.Create(text))]);
}
