using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Kms;

/// <summary>Making, replicating and describing keys, and their policies.</summary>
internal static class KeyCreation
{
    /// <summary>CreateKey.</summary>
    public static JsonObject CreateKey(KmsCall call, TimeSpan visibility)
    {
        var spec = Spec(call.Input.Text("KeySpec") ?? call.Input.Text("CustomerMasterKeySpec") ?? KeySpec.Symmetric);
        var isMultiRegion = call.Input.Flag("MultiRegion") ?? false;
        var origin = call.Input.Text("Origin") ?? "AWS_KMS";
        if (origin is not ("AWS_KMS" or "EXTERNAL"))
        {
            throw new SimulatedException("UnsupportedOperationException", $"Keys of origin {origin} are not simulated.");
        }

        var keyId = isMultiRegion ? "mrk-" + Guid.NewGuid().ToString("N") : Guid.NewGuid().ToString();
        var key = new KmsKey
        {
            AccountId = call.Account.AccountId,
            Region = call.Request.Region,
            KeyId = keyId,
            Spec = spec,
            Usage = Usage(spec, call.Input.Text("KeyUsage")),
            Origin = origin,
            CreationDate = call.Now,
            HiddenUntil = call.Now + visibility,
            IsMultiRegion = isMultiRegion,
            IsPrimary = isMultiRegion,
            State = origin is "EXTERNAL" ? KeyState.PendingImport : KeyState.Enabled,
            Description = call.Input.Text("Description") ?? string.Empty,
            Policy = CheckedPolicy(call, call.Request.Region, keyId, call.Input.Text("Policy")) ?? DefaultPolicy(call),
        };
        KeyTags.Apply(key, call.Input.Structures("Tags"));
        call.Account.Add(key);
        return new JsonObject { ["KeyMetadata"] = KeyMetadata.Write(call.Account, key, call.Now) };
    }

    /// <summary>ReplicateKey.</summary>
    public static JsonObject ReplicateKey(KmsCall call, TimeSpan creation)
    {
        var primary = call.Key();
        var region = call.Input.RequiredText("ReplicaRegion");
        DemandCustomerManaged(primary);
        if (!primary.IsPrimary)
        {
            throw new SimulatedException("UnsupportedOperationException", $"{primary.Arn} is not a multi-region primary key.");
        }

        primary.Demand(call.Now, KeyState.Enabled);
        if (!call.World.HasRegion(region) || !string.Equals(Partitions.Of(region), call.Request.Partition, StringComparison.Ordinal))
        {
            throw new SimulatedException("ValidationException", $"{region} is not a Region of the partition {call.Request.Partition}.");
        }

        if (call.Account.In(region).Keys.ContainsKey(primary.KeyId))
        {
            throw new SimulatedException("AlreadyExistsException", $"{primary.KeyId} already exists in {region}.");
        }

        var replica = new KmsKey
        {
            AccountId = primary.AccountId,
            Region = region,
            KeyId = primary.KeyId,
            Spec = primary.Spec,
            Usage = primary.Usage,
            Origin = primary.Origin,
            CreationDate = call.Now,
            CreatingUntil = call.Now + creation,
            IsMultiRegion = true,
            State = primary.Origin is "EXTERNAL" ? KeyState.PendingImport : KeyState.Enabled,
            Description = call.Input.Text("Description") ?? string.Empty,
            Policy = CheckedPolicy(call, region, primary.KeyId, call.Input.Text("Policy")) ?? DefaultPolicy(call),
        };
        KeyTags.Apply(replica, call.Input.Structures("Tags"));
        call.Account.Add(replica);
        return new JsonObject
        {
            ["ReplicaKeyMetadata"] = KeyMetadata.Write(call.Account, replica, call.Now),
            ["ReplicaPolicy"] = replica.Policy,
            ["ReplicaTags"] = new JsonArray([.. replica.Tags.Select(static tag => new JsonObject { ["TagKey"] = tag.Key, ["TagValue"] = tag.Value })]),
        };
    }

    /// <summary>DescribeKey.</summary>
    public static JsonObject DescribeKey(KmsCall call)
    {
        var key = KeyReference.Resolve(call, call.Input.RequiredText("KeyId"), allowAlias: true);
        return new JsonObject { ["KeyMetadata"] = KeyMetadata.Write(call.Account, key, call.Now) };
    }

    /// <summary>UpdateKeyDescription.</summary>
    public static JsonObject? UpdateKeyDescription(KmsCall call)
    {
        var key = call.Key();
        DemandCustomerManaged(key);
        key.Demand(call.Now, KeyState.Enabled, KeyState.Disabled, KeyState.PendingImport, KeyState.Unavailable);
        key.Description = call.Input.RequiredText("Description");
        return null;
    }

    /// <summary>GetKeyPolicy.</summary>
    public static JsonObject GetKeyPolicy(KmsCall call)
    {
        var key = call.Key();
        DemandDefaultPolicy(call);
        return new JsonObject { ["Policy"] = key.Policy, ["PolicyName"] = "default" };
    }

    /// <summary>PutKeyPolicy.</summary>
    public static JsonObject? PutKeyPolicy(KmsCall call)
    {
        var key = call.Key();
        DemandDefaultPolicy(call);
        DemandCustomerManaged(key);
        key.Policy = CheckedPolicy(call, key.Region, key.KeyId, call.Input.RequiredText("Policy"))!;
        return null;
    }

    /// <summary>ListKeyPolicies.</summary>
    public static JsonObject ListKeyPolicies(KmsCall call)
    {
        _ = call.Key();
        return new JsonObject { ["PolicyNames"] = new JsonArray("default"), ["Truncated"] = false };
    }

    /// <summary>Refuses to change a key that belongs to an AWS service.</summary>
    public static void DemandCustomerManaged(KmsKey key)
    {
        if (key.IsAwsManaged)
        {
            throw new SimulatedException(
                "AccessDeniedException", $"The operation is not authorized to perform on the AWS managed key {key.Arn}.");
        }
    }

    private static KeySpec Spec(string name) => KeySpec.All.GetValueOrDefault(name)
        ?? throw new SimulatedException("UnsupportedOperationException", $"Keys of spec {name} are not simulated.");

    private static string Usage(KeySpec spec, string? usage)
    {
        if (usage is null && spec.Name is not KeySpec.Symmetric)
        {
            throw new SimulatedException(
                "ValidationException", "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
        }

        usage ??= KeySpec.Encryption;
        return spec.Algorithms.ContainsKey(usage) ? usage : throw new SimulatedException(
            "ValidationException", $"KeyUsage {usage} is not compatible with KeySpec {spec.Name}");
    }

    private static string? CheckedPolicy(KmsCall call, string region, string keyId, string? policy)
    {
        if (policy is null)
        {
            return null;
        }

        try
        {
            var document = JsonNode.Parse(policy) as JsonObject ?? throw new JsonException();
            return call.Input.Flag("BypassPolicyLockoutSafetyCheck") is true || LeavesAWayBack(call, document, $"arn:{call.Request.Partition}:kms:{region}:{call.Account.AccountId}:key/{keyId}") ? policy : throw new SimulatedException(
                "MalformedPolicyDocumentException", "The new key policy will not allow you to update the key policy in the future.");
        }
        catch (JsonException)
        {
            throw new SimulatedException("MalformedPolicyDocumentException", "The policy is not a JSON object.");
        }
    }

    // Who sets a policy has to be able to set the next one: as who is named, or as whom the account's own policies allow it where the key's leaves it to the account.
    private static bool LeavesAWayBack(KmsCall call, JsonObject document, string keyArn)
    {
        IEnumerable<JsonNode?> statements = document["Statement"] switch
        {
            JsonArray several => several,
            // The list of a document takes no node that has a place already.
            { } single => (JsonNode?[])[single],
            null => [],
        };
        return statements.OfType<JsonObject>().Any(statement => (string?)statement["Effect"] is "Allow"
            && Texts(statement["Action"]).Any(static action => action is "*" or "kms:*" or "kms:Put*" or "kms:PutKeyPolicy")
            && Texts(statement["Principal"] is JsonObject kinds ? kinds["AWS"] : statement["Principal"]).Any(principal => principal is "*" || string.Equals(principal, call.Request.PrincipalArn, StringComparison.Ordinal) || (IsAccount(principal) && IsAllowed())));

        bool IsAccount(string principal) => string.Equals(principal, call.Account.AccountId, StringComparison.Ordinal) || principal.EndsWith($":iam::{call.Account.AccountId}:root", StringComparison.Ordinal);

        bool IsAllowed() => call.Request.Caller is not { } caller || new[] { caller.RolePolicy, caller.SessionPolicy }.All(policy => policy is null || policy.Allows("kms:PutKeyPolicy", keyArn));
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray several => several.Select(static one => (string?)one).OfType<string>(),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static void DemandDefaultPolicy(KmsCall call)
    {
        if ((call.Input.Text("PolicyName") ?? "default") is not "default")
        {
            throw new SimulatedException("NotFoundException", "No such policy exists");
        }
    }

    private static string DefaultPolicy(KmsCall call) => DefaultPolicy(call.Account.AccountId, call.Request.Partition);

    /// <summary>The policy of a key that is made without one: the account decides by its IAM policies.</summary>
    public static string DefaultPolicy(string accountId, string partition) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Id"] = "key-default-1",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Sid"] = "Enable IAM User Permissions",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = $"arn:{partition}:iam::{accountId}:root" },
            ["Action"] = "kms:*",
            ["Resource"] = "*",
        }),
    }.ToJsonString();
}
