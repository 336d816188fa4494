using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;
using AwsBackupPlan.Simulator.Protocol;
using AwsBackupPlan.Simulator.S3;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>What has to be allowed for a call: its own action, and those that AWS Backup takes on the caller's behalf.</summary>
internal static class RequiredPermissions
{
    private const string Any = "*";

    private static readonly string[] KeyActionsOfVaults = ["kms:CreateGrant", "kms:GenerateDataKey", "kms:Decrypt", "kms:RetireGrant", "kms:DescribeKey"];

    private static readonly string[] TagMembers = ["BackupVaultTags", "BackupPlanTags", "FrameworkTags", "ReportPlanTags"];

    /// <summary>Actions with the resource of each; <c>*</c> where a call is not about one.</summary>
    public static IEnumerable<(string Action, string Resource)> Of(SimulatorWorld world, string service, string operation, SimulatedRequest request) => service switch
    {
        // Needs no permission.
        "sts" when operation is "GetCallerIdentity" => [],
        "sts" => [($"sts:{operation}", FormValue(request, "RoleArn") ?? Any)],
        "ssm" => OfParameter(world, operation, request),
        "kms" => OfKey(world, operation, request),
        "backup" => OfBackup(world, operation, request),
        "s3" => [OfBucket(operation, request)],
        "rds" when operation is "DescribeDBInstances" or "DescribeDBClusters" =>
            [($"rds:{operation}", $"arn:{request.Partition}:rds:{request.Region}:{request.AccountId}:{(operation is "DescribeDBInstances" ? "db" : "cluster")}:{FormValue(request, operation is "DescribeDBInstances" ? "DBInstanceIdentifier" : "DBClusterIdentifier") ?? Any}")],
        _ => [($"{service}:{operation}", Any)],
    };

    /// <summary>The ARN of the parameter that a call of the Parameter Store names.</summary>
    public static string ParameterOf(SimulatedRequest request) => (string?)BodyOf(request)["Name"] switch
    {
        null => Any,
        var name when name.StartsWith("arn:", StringComparison.Ordinal) => name,
        var name => $"arn:{request.Partition}:ssm:{request.Region}:{request.AccountId}:parameter/{name.Split(':')[0].TrimStart('/')}",
    };

    private static (string Action, string Resource) OfBucket(string operation, SimulatedRequest request)
    {
        var (bucket, key) = BucketCall.PathOf(request);
        var resource = $"arn:{request.Partition}:s3:::{bucket}";
        return operation switch
        {
            "GetObject" or "HeadObject" => ("s3:GetObject", $"{resource}/{key}"),
            "GetBucketLocation" => ("s3:GetBucketLocation", resource),
            _ => ("s3:ListBucket", resource),
        };
    }

    private static IEnumerable<(string Action, string Resource)> OfParameter(SimulatorWorld world, string operation, SimulatedRequest request)
    {
        yield return ($"ssm:{operation}", ParameterOf(request));
        // AWS's own key is for everybody of the account.
        if (operation is "GetParameter" && (bool?)BodyOf(request)["WithDecryption"] is true && NameOf(ParameterOf(request)) is { } name
            && world.KeyOfParameter(request.AccountId, request.Region, name) is { } key && !key.EndsWith("alias/aws/ssm", StringComparison.Ordinal))
        {
            yield return ("kms:Decrypt", KeyOf(world, request, key));
        }

        if (operation is "PutParameter" && BodyOf(request)["Tags"] is JsonArray { Count: > 0 })
        {
            yield return ("ssm:AddTagsToResource", ParameterOf(request));
        }
    }

    private static IEnumerable<(string Action, string Resource)> OfKey(SimulatorWorld world, string operation, SimulatedRequest request)
    {
        var body = BodyOf(request);
        if (operation is "CreateAlias" or "UpdateAlias" or "DeleteAlias")
        {
            // It is asked of the alias and of the key.
            yield return ($"kms:{operation}", $"arn:{request.Partition}:kms:{request.Region}:{request.AccountId}:{(string?)body["AliasName"]}");
            yield return ($"kms:{operation}", KeyOf(world, request, body["TargetKeyId"] ?? body["AliasName"]));
            yield break;
        }

        yield return ($"kms:{operation}", KeyOf(world, request, body["KeyId"]));
        // The Region that a replica is made in asks for what making a key asks.
        if (operation is "ReplicateKey")
        {
            yield return ("kms:CreateKey", Any);
        }

        if (operation is "CreateKey" && (bool?)body["MultiRegion"] is true)
        {
            yield return ("iam:CreateServiceLinkedRole", $"arn:{request.Partition}:iam::{request.AccountId}:role/aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys");
        }

        if (operation is "CreateKey" or "ReplicateKey" && body["Tags"] is JsonArray { Count: > 0 })
        {
            yield return ("kms:TagResource", body["KeyId"] is { } source ? KeyOf(world, request, source) : $"arn:{request.Partition}:kms:{request.Region}:{request.AccountId}:key/new");
        }
    }

    private static IEnumerable<(string Action, string Resource)> OfBackup(SimulatorWorld world, string operation, SimulatedRequest request)
    {
        var labels = BackupRoutes.Of(operation).Labels(BackupRoutes.Split(request.RawPath));
        var body = BodyOf(request);
        var resource = operation switch
        {
            "StartCopyJob" or "StartRestoreJob" => (string?)body["RecoveryPointArn"] ?? Any,
            "StartBackupJob" => $"arn:{request.Partition}:backup:{request.Region}:{request.AccountId}:backup-vault:{(string?)body["BackupVaultName"]}",
            _ => ResourceOf(operation, labels, request),
        };
        yield return ($"backup:{operation}", resource);
        switch (operation)
        {
            case "CreateBackupVault":
                yield return ("backup-storage:MountCapsule", Any);
                foreach (var action in KeyActionsOfVaults)
                {
                    yield return (action, KeyOf(world, request, body["EncryptionKeyArn"]));
                }

                break;
            case "CreateBackupSelection":
                yield return ("iam:PassRole", (string?)body["BackupSelection"]?["IamRoleArn"] ?? Any);
                break;
            case "CreateFramework" or "CreateReportPlan":
                yield return ("iam:CreateServiceLinkedRole", $"arn:{request.Partition}:iam::{request.AccountId}:role/aws-service-role/reports.backup.amazonaws.com/AWSServiceRoleForBackupReports");
                break;
            case "StartBackupJob" or "StartCopyJob" or "StartRestoreJob" when (string?)body["IamRoleArn"] is { } role:
                yield return ("iam:PassRole", role);
                break;
            // AWS answers that all is well, and the recovery point stays as EXPIRED; a refusal shows sooner what is missing.
            case "DeleteRecoveryPoint" when resource.Contains(":cluster-snapshot:", StringComparison.Ordinal):
                yield return ("rds:DeleteDBClusterSnapshot", resource);
                break;
            case "DeleteRecoveryPoint" when resource.Contains(":snapshot:", StringComparison.Ordinal):
                yield return ("rds:DeleteDBSnapshot", resource);
                break;
        }

        // For the role with which AWS Backup deletes what its own role cannot delete any more.
        if (operation is "DeleteRecoveryPoint")
        {
            yield return ("iam:CreateServiceLinkedRole", $"arn:{request.Partition}:iam::{request.AccountId}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup");
        }

        if (Array.Exists(TagMembers, member => body[member] is JsonObject { Count: > 0 }))
        {
            yield return ("backup:TagResource", resource);
        }
    }

    // Of a new plan the id is not known yet.
    private static string ResourceOf(string operation, IReadOnlyDictionary<string, string> labels, SimulatedRequest request)
    {
        var prefix = $"arn:{request.Partition}:backup:{request.Region}:{request.AccountId}:";
        return labels.GetValueOrDefault("recoveryPointArn") ?? labels.GetValueOrDefault("resourceArn")
            ?? (labels.TryGetValue("backupVaultName", out var vault) ? $"{prefix}backup-vault:{vault}"
                : labels.TryGetValue("backupPlanId", out var plan) ? $"{prefix}backup-plan:{plan}"
                : labels.TryGetValue("legalHoldId", out var hold) ? $"{prefix}legal-hold:{hold}"
                : operation is "CreateBackupPlan" ? $"{prefix}backup-plan:*"
                // The ARN ends with an id, which a policy does not know.
                : labels.TryGetValue("frameworkName", out var framework) ? $"{prefix}framework:{framework}-*"
                : labels.TryGetValue("reportPlanName", out var report) ? $"{prefix}report-plan:{report}-*"
                : operation is "CreateFramework" ? $"{prefix}framework:*"
                : operation is "CreateReportPlan" ? $"{prefix}report-plan:*"
                : Any);
    }

    private static string KeyOf(SimulatorWorld world, SimulatedRequest request, JsonNode? key) =>
        (string?)key is { } reference
            ? world.FindKey(request.AccountId, request.Region, reference) ?? $"arn:{request.Partition}:kms:{request.Region}:{request.AccountId}:key/none"
            : Any;

    private static string? NameOf(string parameter) => Arn.TryParse(parameter, out var arn) ? arn.Resource["parameter".Length..] : null;

    private static JsonObject BodyOf(SimulatedRequest request)
    {
        try
        {
            return request.Body.Length == 0 ? [] : JsonNode.Parse(request.Body.Span) as JsonObject ?? [];
        }
        catch (System.Text.Json.JsonException)
        {
            // The service says what is wrong with it.
            return [];
        }
    }

    private static string? FormValue(SimulatedRequest request, string name) => Encoding.UTF8.GetString(request.Body.Span).Split('&')
        .Where(part => part.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(part => WebUtility.UrlDecode(part[(name.Length + 1)..]))
        .FirstOrDefault();
}
