using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Ssm;

/// <summary>The Parameter Store of AWS Systems Manager.</summary>
public sealed class SsmService : JsonProtocolService
{
    private static readonly Member Name = new("Name") { Required = true, MinLength = 1, MaxLength = 2048 };
    private static readonly Member Names = new("Names") { Required = true, MinLength = 1, MaxLength = 10, Each = new("Name") { MinLength = 1, MaxLength = 2048 } };

    private readonly ConcurrentDictionary<(string AccountId, string Region), ParameterStore> _stores = new();
    private readonly SimulatorWorld _world;

    internal SsmService(SimulatorWorld world)
        : base("ssm", "AmazonSSM")
    {
        _world = world;
        world.KeyOfParameter = KeyOf;
        Operations = new Dictionary<string, Func<OperationInput, SimulatedRequest, JsonObject?>>(StringComparer.Ordinal)
        {
            ["PutParameter"] = On(PutParameter.Answer, PutParameter.Members),
            ["GetParameter"] = On(ParameterReading.GetParameter, Name),
            ["GetParameters"] = On(ParameterReading.GetParameters, Names),
            ["GetParametersByPath"] = On(
                ParameterListing.GetParametersByPath, Name with { Name = "Path" }, ParameterListing.Filters, new("MaxResults") { Min = 1, Max = 10 }),
            ["DescribeParameters"] = On(ParameterListing.DescribeParameters, ParameterListing.Filters, new("MaxResults") { Min = 1, Max = 50 }),
            ["DeleteParameter"] = On(ParameterReading.DeleteParameter, Name),
            ["DeleteParameters"] = On(ParameterReading.DeleteParameters, Names),
            ["AddTagsToResource"] = On(ParameterTags.AddTagsToResource, [.. ParameterTags.Resource, ParameterTags.List with { Required = true }]),
            ["RemoveTagsFromResource"] = On(ParameterTags.RemoveTagsFromResource, [.. ParameterTags.Resource, new("TagKeys") { Required = true }]),
            ["ListTagsForResource"] = On(ParameterTags.ListTagsForResource, ParameterTags.Resource),
        };
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<OperationInput, SimulatedRequest, JsonObject?>> Operations { get; }

    /// <summary>Puts a parameter, over one of the same name.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The Region.</param>
    /// <param name="name">The name, such as <c>/backupprocess/backupplan</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="type"><c>String</c>, <c>StringList</c> or <c>SecureString</c>.</param>
    /// <param name="keyId">The key of a SecureString; the account's default one when <see langword="null"/>.</param>
    public void SetParameter(string accountId, string region, string name, string value, string type = "String", string? keyId = null)
    {
        var store = Store(accountId, region);
        lock (store.Lock)
        {
            if (!store.Parameters.TryGetValue(name, out var parameter))
            {
                store.Parameters[name] = parameter = new Parameter(name);
            }

            var number = parameter.IsEmpty ? 1 : parameter.Latest.Number + 1;
            parameter.Add(new ParameterVersion(
                number, type, value, type is "SecureString" ? keyId ?? "alias/aws/ssm" : null, "Standard", "text", null, null, _world.Now, $"arn:{Partitions.Of(region)}:iam::{accountId}:root"));
        }
    }

    /// <summary>Deletes a parameter; whether there was one.</summary>
    public bool RemoveParameter(string accountId, string region, string name)
    {
        var store = Store(accountId, region);
        lock (store.Lock)
        {
            return store.Parameters.Remove(name);
        }
    }

    /// <inheritdoc/>
    public override void Reset() => _stores.Clear();

    private Func<OperationInput, SimulatedRequest, JsonObject?> On(Func<SsmCall, JsonObject?> operation, params Member[] members)
    {
        var constraints = new Constraints("ValidationException", members);
        return (input, request) =>
        {
            constraints.Check(input);
            var store = Store(request.AccountId, request.Region);
            lock (store.Lock)
            {
                return operation(new SsmCall(_world, store, request, input));
            }
        };
    }

    private string? KeyOf(string accountId, string region, string name)
    {
        var store = Store(accountId, region);
        lock (store.Lock)
        {
            var isFound = store.Parameters.TryGetValue(name, out var parameter) || store.Parameters.TryGetValue(name.TrimStart('/'), out parameter);
            return isFound && !parameter!.IsEmpty ? parameter.Latest.KeyId : null;
        }
    }

    private ParameterStore Store(string accountId, string region) => _stores.GetOrAdd((accountId, region), static _ => new ParameterStore());
}
