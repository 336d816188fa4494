using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsBackupPlan.Simulator.Backup.Tags;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Vaults;

/// <summary>Making, reading, listing and deleting vaults.</summary>
internal static partial class VaultOperations
{
    private const int LargestCount = 300;

    private static readonly string[] VaultTypes = ["BACKUP_VAULT", "LOGICALLY_AIR_GAPPED_BACKUP_VAULT", "RESTORE_ACCESS_BACKUP_VAULT"];

    private static readonly Shape CreateInput = Shape.Structure(
        ("BackupVaultTags", Shape.TextMap), ("EncryptionKeyArn", Shape.Text), ("CreatorRequestId", Shape.Text));

    public static JsonObject? Create(BackupCall call)
    {
        var body = call.Body(CreateInput);
        var name = call.Label("backupVaultName");
        CheckName(name);
        var creatorRequestId = CreatorRequestId.Check(body.Text("CreatorRequestId"));
        var tags = TagRules.Check(body.TextMap("BackupVaultTags"), TagRules.LargestCount);
        var region = call.Region;
        if (region.Vaults.Find(name) is { } existing)
        {
            return creatorRequestId is not null && string.Equals(existing.CreatorRequestId, creatorRequestId, StringComparison.Ordinal)
                ? CreateAnswer(existing)
                : throw BackupErrors.AlreadyExists("Backup vault with the same name already exists", existing.Arn, existing.CreatorRequestId);
        }

        var key = CheckKey(call, body.Text("EncryptionKeyArn"));
        if (region.Vaults.Count >= LargestCount)
        {
            throw BackupErrors.LimitExceeded($"The limit of {LargestCount} backup vaults in this Region has been reached.");
        }

        var vault = new Vault(call.State.NextSequence(), region, name)
        {
            EncryptionKeyArn = key,
            CreationDate = call.Now,
            CreatorRequestId = creatorRequestId,
            Tags = tags,
        };
        region.Vaults.Add(name, vault);
        return CreateAnswer(vault);
    }

    public static JsonObject? Describe(BackupCall call)
    {
        var account = call.Query("backupVaultAccountId");
        if (account is not null && !string.Equals(account, call.Region.AccountId, StringComparison.Ordinal))
        {
            throw BackupErrors.AccessDenied();
        }

        return ToJson(FindToRead(call), call);
    }

    public static JsonObject? List(BackupCall call)
    {
        var type = call.QueryEnum("vaultType", VaultTypes);
        var shared = call.Query("shared");

        // Every vault here is the account's own.
        var none = string.Equals(shared, "true", StringComparison.OrdinalIgnoreCase);
        return Page.Of(
            call,
            "BackupVaultList",
            after => none ? [] : call.Region.Vaults.After(after).Where(vault => type is null || string.Equals(type, vault.Type, StringComparison.Ordinal)),
            vault => ToJson(vault, call));
    }

    public static JsonObject? Delete(BackupCall call)
    {
        var vault = Find(call);
        var count = vault.PointCount;
        if (count > 0 || vault.EmptiedAt + call.Behaviour.VaultDeleteRefusedAfterPoints > call.Now)
        {
            throw BackupErrors.InvalidRequest("Backup vault cannot be deleted because it contains recovery points.", "ERROR_9101");
        }

        call.Region.Vaults.Remove(vault.Name);
        return null;
    }

    /// <summary>The vault that the path names, for an operation that changes or uses it.</summary>
    public static Vault Find(BackupCall call) => Find(call, call.Label("backupVaultName"));

    /// <summary>The vault of that name; refused with <c>ResourceNotFoundException</c> when there is none.</summary>
    public static Vault Find(BackupCall call, string name) =>
        call.Region.Vaults.Find(name) ?? throw BackupErrors.NotFound($"Backup vault {name} does not exist or you do not have access to it.");

    /// <summary>The vault that the path names, for an operation that only reads; AWS may hide that there is none.</summary>
    public static Vault FindToRead(BackupCall call)
    {
        var vault = call.Region.Vaults.Find(call.Label("backupVaultName"));
        return vault is null && call.Behaviour.MissingVault == MissingVaultAnswer.AccessDenied
            ? throw BackupErrors.AccessDenied()
            : vault ?? Find(call);
    }

    /// <summary>Checks the name of a vault against the pattern of the service model.</summary>
    public static void CheckName(string name)
    {
        if (!VaultName().IsMatch(name))
        {
            throw BackupErrors.InvalidParameter($"Invalid backup vault name '{name}'. It must match ^[a-zA-Z0-9\\-\\_]{{2,50}}$.");
        }
    }

    private static string CheckKey(BackupCall call, string? keyArn)
    {
        if (keyArn is null)
        {
            return call.Region.DefaultKeyArn;
        }

        if (Arns.Parse(keyArn) is not { Service: "kms" } arn || !arn.Resource.StartsWith("key/", StringComparison.Ordinal))
        {
            throw BackupErrors.InvalidParameter($"Invalid encryption key ARN '{keyArn}'. The ARN of a KMS key is expected, not an alias or a key id.");
        }

        if (!string.Equals(arn.Region, call.Region.Name, StringComparison.Ordinal))
        {
            throw BackupErrors.InvalidParameter($"The encryption key {keyArn} is not in the Region {call.Region.Name} of the backup vault.");
        }

        return call.World.IsKeyUsable(keyArn)
            ? keyArn
            : throw BackupErrors.InvalidParameter($"The encryption key {keyArn} does not exist, is not enabled or you are not allowed to access it.");
    }

    private static JsonObject CreateAnswer(Vault vault) => new()
    {
        ["BackupVaultName"] = vault.Name,
        ["BackupVaultArn"] = vault.Arn,
        ["CreationDate"] = vault.CreationDate.ToJson(),
    };

    private static JsonObject ToJson(Vault vault, BackupCall call) => new JsonObject
    {
        ["BackupVaultName"] = vault.Name,
        ["BackupVaultArn"] = vault.Arn,
        ["VaultType"] = vault.Type,
        ["VaultState"] = "AVAILABLE",
        ["EncryptionKeyArn"] = vault.EncryptionKeyArn,
        ["EncryptionKeyType"] = vault.HasKeyOfAws ? "AWS_OWNED_KMS_KEY" : "CUSTOMER_MANAGED_KMS_KEY",
        ["CreationDate"] = vault.CreationDate.ToJson(),
        ["CreatorRequestId"] = vault.CreatorRequestId,
        ["NumberOfRecoveryPoints"] = vault.CountAsOf(call.Now - call.Behaviour.VaultCounterLag),
        ["Locked"] = vault.Lock is not null,
        ["MinRetentionDays"] = vault.Lock?.MinRetentionDays,
        ["MaxRetentionDays"] = vault.Lock?.MaxRetentionDays,
        ["LockDate"] = vault.Lock?.LockDate.ToJson(),
    }.WithoutNulls();

    [GeneratedRegex(@"^[a-zA-Z0-9\-_]{2,50}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VaultName();
}
