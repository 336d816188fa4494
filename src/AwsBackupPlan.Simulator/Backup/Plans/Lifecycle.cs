using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>When a recovery point goes to cold storage and when it is deleted, in days; absent and -1 are never.</summary>
internal sealed record Lifecycle(long? MoveToColdStorageAfterDays, long? DeleteAfterDays, bool OptInToArchive, string? DeleteAfterEvent)
{
    private const int LongestDays = 36500;
    private const int ShortestColdDays = 90;
    private const int LongestContinuousDays = 35;
    private const int Never = -1;

    public static readonly Lifecycle None = new(null, null, OptInToArchive: false, DeleteAfterEvent: null);

    /// <summary>How long a recovery point is kept, or <see langword="null"/> for ever.</summary>
    public long? RetentionDays => DeleteAfterDays is Never ? null : DeleteAfterDays;

    public static Lifecycle From(JsonObject? source) => source is null
        ? None
        : new Lifecycle(
            source.Number("MoveToColdStorageAfterDays"),
            source.Number("DeleteAfterDays"),
            source.Flag("OptInToArchiveForSupportedResources"),
            source.Text("DeleteAfterEvent"));

    /// <summary>What AWS refuses in it, in AWS's words, or <see langword="null"/>.</summary>
    public string? Fault()
    {
        if (DeleteAfterEvent is not null)
        {
            return "Invalid lifecycle. DeleteAfterEvent is not valid as an input";
        }

        if (IsOutOfRange(DeleteAfterDays))
        {
            return $"Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than {LongestDays} days";
        }

        if (IsOutOfRange(MoveToColdStorageAfterDays))
        {
            return $"Invalid lifecycle. MoveToColdStorageAfterDays cannot be less than 1 or more than {LongestDays} days";
        }

        return MoveToColdStorageAfterDays > 0 && RetentionDays < MoveToColdStorageAfterDays + ShortestColdDays
            ? $"Invalid lifecycle. DeleteAfterDays cannot be less than {ShortestColdDays} days apart from MoveToColdStorageAfterDays"
            : null;
    }

    /// <summary>The stricter rules of a continuous backup.</summary>
    public string? ContinuousFault()
    {
        if (MoveToColdStorageAfterDays is not null)
        {
            return "Invalid lifecycle. MoveToColdStorageAfterDays is unavailable";
        }

        return DeleteAfterDays is null or < 1 or > LongestContinuousDays
            ? $"Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than {LongestContinuousDays} days"
            : Fault();
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            [nameof(MoveToColdStorageAfterDays)] = MoveToColdStorageAfterDays,
            [nameof(DeleteAfterDays)] = DeleteAfterDays,
        }.WithoutNulls();
        if (OptInToArchive)
        {
            json["OptInToArchiveForSupportedResources"] = true;
        }

        return json;
    }

    private static bool IsOutOfRange(long? days) => days is not null and not Never && days is < 1 or > LongestDays;
}
