using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Kms;

/// <summary>AWS Key Management Service: keys, replicas, aliases. It encrypts nothing.</summary>
public sealed class KmsService : JsonProtocolService
{
    private static readonly Member KeyId = new("KeyId") { Required = true, MinLength = 1, MaxLength = 2048 };
    private static readonly Member AliasName = new("AliasName") { Required = true, MinLength = 1, MaxLength = 256, Pattern = "[a-zA-Z0-9:/_-]+" };
    private static readonly Member TargetKeyId = new("TargetKeyId") { Required = true, MinLength = 1, MaxLength = 2048 };
    private static readonly Member Description = new("Description") { MaxLength = 8192 };
    private static readonly Member Policy = new("Policy") { MinLength = 1, MaxLength = 131072 };
    private static readonly Member Marker = new("Marker") { MinLength = 1, MaxLength = 1024 };
    private static readonly Member PolicyName = new("PolicyName") { MinLength = 1, MaxLength = 128, Pattern = @"[\w]+" };
    private static readonly Member PendingWindow = new("PendingWindowInDays") { Min = 7, Max = 30 };

    private readonly ConcurrentDictionary<string, KmsAccount> _accounts = new(StringComparer.Ordinal);
    private readonly SimulatorWorld _world;

    internal KmsService(SimulatorWorld world)
        : base("kms", "TrentService")
    {
        _world = world;
        world.IsKeyUsable = IsUsable;
        world.FindKey = Find;
        world.AliasesOf = AliasesOf;
        Operations = new Dictionary<string, Func<OperationInput, SimulatedRequest, JsonObject?>>(StringComparer.Ordinal)
        {
            ["CreateKey"] = On(call => KeyCreation.CreateKey(call, KeyVisibility), Policy, Description, KeyTags.List(required: false)),
            ["ReplicateKey"] = On(
                call => KeyCreation.ReplicateKey(call, ReplicaCreation), KeyId, RegionMember("ReplicaRegion"), Policy, Description, KeyTags.List(required: false)),
            ["DescribeKey"] = On(KeyCreation.DescribeKey, KeyId),
            ["UpdateKeyDescription"] = On(KeyCreation.UpdateKeyDescription, KeyId, Description with { Required = true }),
            ["GetKeyPolicy"] = On(KeyCreation.GetKeyPolicy, KeyId, PolicyName),
            ["PutKeyPolicy"] = On(KeyCreation.PutKeyPolicy, KeyId, PolicyName, Policy with { Required = true }),
            ["ListKeyPolicies"] = On(KeyCreation.ListKeyPolicies, KeyId, Limit(1000), Marker),
            ["ListKeys"] = On(KeyListing.ListKeys, Limit(1000), Marker),
            ["GenerateDataKey"] = On(
                KeyUse.GenerateDataKey, KeyId, new Member("NumberOfBytes") { Min = 1, Max = 1024 }, new Member("KeySpec") { Values = ["AES_256", "AES_128"] }),
            ["CreateGrant"] = On(KeyUse.CreateGrant, KeyId, new Member("GranteePrincipal") { Required = true, MinLength = 1, MaxLength = 256 }, new Member("Operations") { Required = true }),
            ["CreateAlias"] = On(AliasOperations.CreateAlias, AliasName, TargetKeyId),
            ["UpdateAlias"] = On(AliasOperations.UpdateAlias, AliasName, TargetKeyId),
            ["DeleteAlias"] = On(AliasOperations.DeleteAlias, AliasName),
            ["ListAliases"] = On(AliasOperations.ListAliases, KeyId with { Required = false }, Limit(100), Marker),
            ["EnableKey"] = On(KeyStateOperations.EnableKey, KeyId),
            ["DisableKey"] = On(KeyStateOperations.DisableKey, KeyId),
            ["ScheduleKeyDeletion"] = On(KeyStateOperations.ScheduleKeyDeletion, KeyId, PendingWindow),
            ["CancelKeyDeletion"] = On(KeyStateOperations.CancelKeyDeletion, KeyId),
            ["EnableKeyRotation"] = On(KeyStateOperations.EnableKeyRotation, KeyId, new Member("RotationPeriodInDays") { Min = 90, Max = 2560 }),
            ["DisableKeyRotation"] = On(KeyStateOperations.DisableKeyRotation, KeyId),
            ["GetKeyRotationStatus"] = On(KeyStateOperations.GetKeyRotationStatus, KeyId),
            ["UpdatePrimaryRegion"] = On(KeyStateOperations.UpdatePrimaryRegion, KeyId, RegionMember("PrimaryRegion")),
            ["ListResourceTags"] = On(KeyTags.ListResourceTags, KeyId, Limit(50), Marker),
            ["TagResource"] = On(KeyTags.TagResource, KeyId, KeyTags.List(required: true)),
            ["UntagResource"] = On(KeyTags.UntagResource, KeyId, new Member("TagKeys") { Required = true }),
        };
    }

    /// <summary>How long a new replica is <see cref="KeyState.Creating"/>, by the simulated clock.</summary>
    public TimeSpan ReplicaCreation { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a key that a call has made is found by no other call, by the simulated clock: KMS is eventually consistent.</summary>
    public TimeSpan KeyVisibility { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<OperationInput, SimulatedRequest, JsonObject?>> Operations { get; }

    /// <summary>Makes a symmetric key and returns its ARN.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <param name="alias">A name for it, with or without <c>alias/</c>; none when <see langword="null"/>.</param>
    /// <param name="replicaRegions">Where it is replicated to; a key without replicas is a single-Region key unless <paramref name="multiRegion"/>.</param>
    /// <param name="multiRegion">Whether it is the primary of a multi-Region key.</param>
    /// <remarks>Replicas get the alias as well, and can be used at once.</remarks>
    public string AddKey(string accountId, string region, string? alias = null, IReadOnlyList<string>? replicaRegions = null, bool multiRegion = true)
    {
        var isMultiRegion = multiRegion || replicaRegions is { Count: > 0 };
        var keyId = isMultiRegion ? "mrk-" + Guid.NewGuid().ToString("N") : Guid.NewGuid().ToString();
        var account = Account(accountId);
        lock (account.Lock)
        {
            foreach (var place in (string[])[region, .. replicaRegions ?? []])
            {
                account.Add(new KmsKey
                {
                    AccountId = accountId,
                    Region = place,
                    KeyId = keyId,
                    Spec = KeySpec.All[KeySpec.Symmetric],
                    Usage = KeySpec.Encryption,
                    CreationDate = _world.Now,
                    IsMultiRegion = isMultiRegion,
                    IsPrimary = isMultiRegion && string.Equals(place, region, StringComparison.Ordinal),
                    IsRotated = true,
                    RotatedSince = _world.Now,
                    Policy = KeyCreation.DefaultPolicy(accountId, Partitions.Of(place)),
                });
                if (alias is not null)
                {
                    SetAlias(account, place, alias, keyId);
                }
            }

            return account.In(region).Keys[keyId].Arn;
        }
    }

    /// <summary>Points an alias at a key of the account and Region, making it if need be.</summary>
    public void SetAlias(string accountId, string region, string alias, string keyId)
    {
        var account = Account(accountId);
        lock (account.Lock)
        {
            SetAlias(account, region, alias, keyId);
        }
    }

    /// <summary>Takes an alias away; whether there was one.</summary>
    public bool RemoveAlias(string accountId, string region, string alias)
    {
        var account = Account(accountId);
        lock (account.Lock)
        {
            return account.In(region).Aliases.Remove(FullName(alias));
        }
    }

    /// <summary>Puts a key, named by ARN, into a state.</summary>
    /// <exception cref="ArgumentException">There is no such key.</exception>
    public void SetKeyState(string keyArn, KeyState state)
    {
        if (!Arn.TryParse(keyArn, out var arn))
        {
            throw new ArgumentException($"'{keyArn}' is no ARN.", nameof(keyArn));
        }

        _world.CatchUp();
        var account = Account(arn.AccountId);
        lock (account.Lock)
        {
            var key = account.In(arn.Region).Keys.GetValueOrDefault(arn.Resource["key/".Length..])
                ?? throw new ArgumentException($"There is no key {keyArn}.", nameof(keyArn));
            key.State = state;
            key.DeletionDate = state is KeyState.PendingDeletion ? _world.Now.AddDays(30) : null;
        }
    }

    /// <inheritdoc/>
    public override void Reset() => _accounts.Clear();

    private static Member Limit(int most) => new("Limit") { Min = 1, Max = most };

    private static Member RegionMember(string name) => new(name) { Required = true, MinLength = 1, MaxLength = 32, Pattern = @"([a-z]+-){2,3}\d+" };

    private static string FullName(string alias) => alias.StartsWith("alias/", StringComparison.Ordinal) ? alias : "alias/" + alias;

    private Func<OperationInput, SimulatedRequest, JsonObject?> On(Func<KmsCall, JsonObject?> operation, params Member[] members)
    {
        var constraints = new Constraints("ValidationException", members);
        return (input, request) =>
        {
            constraints.Check(input);
            var account = Account(request.AccountId);
            lock (account.Lock)
            {
                account.Purge(_world.Now);
                return operation(new KmsCall(_world, account, request, input));
            }
        };
    }

    private KmsAccount Account(string accountId) => _accounts.GetOrAdd(accountId, static id => new KmsAccount(id));

    private void SetAlias(KmsAccount account, string region, string alias, string keyId)
    {
        var name = FullName(alias);
        account.In(region).Aliases[name] = new KmsAlias(name, keyId, _world.Now, _world.Now);
    }

    private string? Find(string accountId, string region, string reference)
    {
        var account = Account(accountId);
        lock (account.Lock)
        {
            account.Purge(_world.Now);
            return KeyReference.Find(account, region, reference, _world.Now)?.Arn;
        }
    }

    private IReadOnlyList<string> AliasesOf(string keyArn)
    {
        if (!Arn.TryParse(keyArn, out var arn) || !arn.Resource.StartsWith("key/", StringComparison.Ordinal))
        {
            return [];
        }

        var account = Account(arn.AccountId);
        lock (account.Lock)
        {
            return [.. account.In(arn.Region).Aliases.Values.Where(alias => string.Equals(alias.TargetKeyId, arn.Resource[4..], StringComparison.Ordinal)).Select(static alias => alias.Name)];
        }
    }

    private bool IsUsable(string keyArn)
    {
        if (!Arn.TryParse(keyArn, out var arn) || arn.Service is not "kms" || !arn.Resource.StartsWith("key/", StringComparison.Ordinal))
        {
            return false;
        }

        var account = Account(arn.AccountId);
        lock (account.Lock)
        {
            account.Purge(_world.Now);
            return account.In(arn.Region).Keys.GetValueOrDefault(arn.Resource[4..]) is { Spec.Name: KeySpec.Symmetric } key
                && string.Equals(key.Arn, keyArn, StringComparison.Ordinal)
                && key.StateAt(_world.Now) is KeyState.Enabled;
        }
    }
}
