using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Kms;

/// <summary>The operations on aliases.</summary>
internal static class AliasOperations
{
    /// <summary>CreateAlias.</summary>
    public static JsonObject? CreateAlias(KmsCall call)
    {
        var name = CheckedName(call);
        var key = Target(call);
        if (call.Region.Aliases.ContainsKey(name))
        {
            throw new SimulatedException("AlreadyExistsException", $"An alias with the name {call.AliasArn(name)} already exists");
        }

        call.Region.Aliases[name] = new KmsAlias(name, key.KeyId, call.Now, call.Now);
        return null;
    }

    /// <summary>UpdateAlias.</summary>
    public static JsonObject? UpdateAlias(KmsCall call)
    {
        var alias = Existing(call, CheckedName(call));
        var key = Target(call);
        var current = call.Region.Keys[alias.TargetKeyId];
        if (!string.Equals(current.Usage, key.Usage, StringComparison.Ordinal)
            || !string.Equals(current.Spec.Name, key.Spec.Name, StringComparison.Ordinal))
        {
            throw new SimulatedException("ValidationException", "The new key of an alias must have the type and usage of the current one.");
        }

        call.Region.Aliases[alias.Name] = alias with { TargetKeyId = key.KeyId, LastUpdatedDate = call.Now };
        return null;
    }

    /// <summary>DeleteAlias.</summary>
    public static JsonObject? DeleteAlias(KmsCall call)
    {
        call.Region.Aliases.Remove(Existing(call, CheckedName(call)).Name);
        return null;
    }

    /// <summary>ListAliases.</summary>
    public static JsonObject ListAliases(KmsCall call)
    {
        var keyId = call.Input.Text("KeyId") is null ? null : call.Key().KeyId;
        var aliases = call.Region.Aliases.Values.Where(alias => keyId is null || string.Equals(alias.TargetKeyId, keyId, StringComparison.Ordinal));
        var page = Paging.Page(
            aliases, static alias => alias.Name, call.Input.Text("Marker"), call.World.PageSize(call.Input.Number("Limit"), 50), KeyListing.InvalidMarker);
        return KeyListing.Write("Aliases", page, alias => new JsonObject
        {
            ["AliasName"] = alias.Name,
            ["AliasArn"] = call.AliasArn(alias.Name),
            ["TargetKeyId"] = alias.TargetKeyId,
            ["CreationDate"] = Timestamps.EpochSeconds(alias.CreationDate),
            ["LastUpdatedDate"] = Timestamps.EpochSeconds(alias.LastUpdatedDate),
        });
    }

    private static string CheckedName(KmsCall call)
    {
        var name = call.Input.RequiredText("AliasName");
        if (!name.StartsWith("alias/", StringComparison.Ordinal) || name.Length == "alias/".Length)
        {
            throw new SimulatedException("ValidationException", "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
        }

        return name.StartsWith("alias/aws/", StringComparison.Ordinal)
            ? throw new SimulatedException("NotAuthorizedException", "Aliases beginning with alias/aws/ are reserved for AWS services.")
            : name;
    }

    private static KmsKey Target(KmsCall call)
    {
        var key = call.Key("TargetKeyId");
        KeyCreation.DemandCustomerManaged(key);
        key.Demand(call.Now, KeyState.Enabled, KeyState.Disabled, KeyState.Creating, KeyState.PendingImport, KeyState.Unavailable);
        return key;
    }

    private static KmsAlias Existing(KmsCall call, string name) => call.Region.Aliases.GetValueOrDefault(name)
        ?? throw new SimulatedException("NotFoundException", $"Alias {call.AliasArn(name)} is not found.");
}
