using System.Text.Json.Nodes;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Onboarding.Setup;

/// <summary>How the things of a set are called, described and tagged that an account is given.</summary>
/// <param name="target">The set.</param>
/// <param name="options">What the account is to be given.</param>
/// <param name="partition">The partition of the account.</param>
internal sealed class SetupNames(AccountTarget target, SetupOptions options, string partition)
{
    /// <summary>The alias, with <c>alias/</c>.</summary>
    public string Alias { get; } = new ResourceNames(target.AbsName).KeyAliasOr(options.KeyAlias);

    /// <summary>The description of the key. By it, and by its tag, a key is known that a run has made and then given no alias.</summary>
    public string KeyDescription => $"Backups of {target.AbsName} ({Alias}). Made by AwsBackupPlan.";

    /// <summary>The description of the key that the template Target makes.</summary>
    public string TemplateKeyDescription => $"Backups of {target.AbsName}";

    /// <summary>The tag of the set, for keys.</summary>
    public Tag Tag() => new() { TagKey = options.TagKey, TagValue = target.AbsName };

    /// <summary>
    /// The policy of the key in every Region: the account decides by its own policies who administers and uses it, and whoever of the account uses AWS Backup or Amazon RDS may use it through these services.
    /// </summary>
    public string KeyPolicy() => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(
            new JsonObject
            {
                ["Sid"] = "DecidedByTheAccount",
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["AWS"] = $"arn:{partition}:iam::{target.AccountId}:root" },
                ["Action"] = "kms:*",
                ["Resource"] = "*",
            },
            new JsonObject
            {
                ["Sid"] = "UsedThroughBackupAndRds",
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["AWS"] = "*" },
                ["Action"] = new JsonArray("kms:DescribeKey", "kms:CreateGrant", "kms:GenerateDataKey*", "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*"),
                ["Resource"] = "*",
                ["Condition"] = new JsonObject
                {
                    ["StringEquals"] = new JsonObject { ["kms:CallerAccount"] = target.AccountId },
                    ["StringLike"] = new JsonObject { ["kms:ViaService"] = new JsonArray($"backup.*.{Suffix}", $"rds.*.{Suffix}") },
                },
            }),
    }.ToJsonString();

    private string Suffix => partition is "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
