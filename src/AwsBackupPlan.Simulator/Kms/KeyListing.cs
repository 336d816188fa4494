using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Kms;

/// <summary>Lists of keys, and how all lists of KMS page.</summary>
internal static class KeyListing
{
    /// <summary>ListKeys.</summary>
    public static JsonObject ListKeys(KmsCall call)
    {
        var page = Paging.Page(
            call.Region.Keys.Values.Where(key => key.HiddenUntil <= call.Now), static key => key.KeyId, call.Input.Text("Marker"), call.World.PageSize(call.Input.Number("Limit"), 100), InvalidMarker);
        return Write("Keys", page, static key => new JsonObject { ["KeyId"] = key.KeyId, ["KeyArn"] = key.Arn });
    }

    /// <summary>Writes a page with its marker.</summary>
    public static JsonObject Write<T>(string member, Page<T> page, Func<T, JsonObject> write)
    {
        var answer = new JsonObject
        {
            [member] = new JsonArray([.. page.Items.Select(write)]),
            ["Truncated"] = page.NextToken is not null,
        };
        if (page.NextToken is not null)
        {
            answer["NextMarker"] = page.NextToken;
        }

        return answer;
    }

    /// <summary>What a marker is answered with that no list gave out.</summary>
    public static SimulatedException InvalidMarker() => new("InvalidMarkerException", "Could not deserialize marker.");
}
