using System.Text.Json;
using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Configuration;

/// <summary>What AWS Config says of its recorder in a Region.</summary>
internal sealed class RecorderStatus : AmazonWebServiceResponse
{
    /// <summary>Its name; <see langword="null"/> where there is none.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is switched on.</summary>
    public bool IsRecording { get; init; }

    /// <summary>Why its last delivery failed, or that it did; <see langword="null"/> where it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Reads an answer.</summary>
    public static RecorderStatus Read(JsonElement answer)
    {
        if (!answer.TryGetProperty("ConfigurationRecordersStatus", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return new RecorderStatus();
        }

        foreach (var recorder in list.EnumerateArray())
        {
            return new RecorderStatus
            {
                Name = Text(recorder, "name") ?? "default",
                IsRecording = recorder.TryGetProperty("recording", out var recording) && recording.ValueKind == JsonValueKind.True,
                Failure = string.Equals(Text(recorder, "lastStatus"), "Failure", StringComparison.OrdinalIgnoreCase) ? Text(recorder, "lastErrorMessage") ?? Text(recorder, "lastErrorCode") ?? "no reason is given" : null,
            };
        }

        return new RecorderStatus();
    }

    /// <summary>A text of an item; <see langword="null"/> when it is left out.</summary>
    public static string? Text(JsonElement item, string member) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
