using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Settings;

/// <summary>Settings of a Region and of an account.</summary>
internal static class SettingsOperations
{
    private static readonly Shape RegionInput = Shape.Structure(
        ("ResourceTypeOptInPreference", Shape.FlagMap), ("ResourceTypeManagementPreference", Shape.FlagMap));

    private static readonly Shape GlobalInput = Shape.Structure(("GlobalSettings", Shape.TextMap));

    private static readonly string[] GlobalNames =
        ["isCrossAccountBackupEnabled", "isMpaEnabled", "isDelegatedAdministratorEnabled"];

    public static JsonObject? DescribeRegion(BackupCall call) => new()
    {
        ["ResourceTypeOptInPreference"] = Flags(call.Region.Settings.OptIn),
        ["ResourceTypeManagementPreference"] = Flags(call.Region.Settings.Management),
    };

    public static JsonObject? UpdateRegion(BackupCall call)
    {
        var body = call.Body(RegionInput);
        var settings = call.Region.Settings;
        (settings.OptIn, settings.Management) = (
            Changed(settings.OptIn, body.Structure("ResourceTypeOptInPreference") ?? []),
            Changed(settings.Management, body.Structure("ResourceTypeManagementPreference") ?? []));
        return null;
    }

    public static JsonObject? SupportedTypes(BackupCall call) => new()
    {
        ["ResourceTypes"] = new JsonArray([.. call.Region.Settings.OptIn.Keys.Select(static name => JsonValue.Create(name))]),
    };

    public static JsonObject? DescribeGlobal(BackupCall call)
    {
        var settings = call.State.GlobalSettingsOf(call.Region.AccountId);
        return new JsonObject
        {
            ["GlobalSettings"] = settings.Values.ToJson(),
            ["LastUpdateTime"] = settings.LastUpdateTime.ToJson(),
        }.WithoutNulls();
    }

    public static JsonObject? UpdateGlobal(BackupCall call)
    {
        var settings = call.State.GlobalSettingsOf(call.Region.AccountId);
        if (!string.Equals(call.Region.AccountId, call.World.Options.ManagementAccount, StringComparison.Ordinal))
        {
            throw BackupErrors.InvalidRequest("Global settings can be changed by the management account of the organization only.");
        }

        foreach (var (name, value) in call.Body(GlobalInput).TextMap("GlobalSettings"))
        {
            if (!GlobalNames.Contains(name, StringComparer.Ordinal) || value is not ("true" or "false"))
            {
                throw BackupErrors.InvalidParameter($"Invalid global setting '{name}' with value '{value}'.");
            }

            settings.Values[name] = value;
        }

        settings.LastUpdateTime = call.Now;
        return null;
    }

    private static ImmutableSortedDictionary<string, bool> Changed(ImmutableSortedDictionary<string, bool> settings, JsonObject changes)
    {
        var unknown = changes.FirstOrDefault(change => !settings.ContainsKey(change.Key)).Key;
        return unknown is null
            ? settings.SetItems(changes.Select(static change => KeyValuePair.Create(change.Key, (bool)change.Value!)))
            : throw BackupErrors.InvalidParameter($"Invalid resource type '{unknown}'.");
    }

    private static JsonObject Flags(ImmutableSortedDictionary<string, bool> flags)
    {
        var json = new JsonObject();
        foreach (var (name, value) in flags)
        {
            json[name] = value;
        }

        return json;
    }
}
