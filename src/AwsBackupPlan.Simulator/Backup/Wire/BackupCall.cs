using System.Globalization;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup.Wire;

/// <summary>One request on its way through the service: what was sent, by whom, when, and the state it works on.</summary>
internal sealed class BackupCall(BackupState state, SimulatedRequest request, IReadOnlyDictionary<string, string> labels, DateTimeOffset now)
{
    public BackupState State { get; } = state;

    public SimulatedRequest Request { get; } = request;

    /// <summary>The account and Region that the request was signed for.</summary>
    public BackupRegion Region { get; } = state.Region(request.AccountId, request.Region, request.Partition);

    public DateTimeOffset Now { get; } = now;

    public BackupBehaviour Behaviour => State.Behaviour;

    public SimulatorWorld World => State.World;

    /// <summary>A label of the path, decoded.</summary>
    public string Label(string name) => labels[name];

    /// <summary>A label of the path, decoded, or <see langword="null"/> where the path has none of that name.</summary>
    public string? LabelOrNull(string name) => labels.TryGetValue(name, out var label) ? label : null;

    /// <summary>A query parameter, decoded, or <see langword="null"/>.</summary>
    public string? Query(string name) => Request.QueryValue(name);

    /// <summary>A query parameter that is a time in ISO 8601.</summary>
    public DateTimeOffset? QueryTime(string name)
    {
        var text = Query(name);
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new SimulatedException("SerializationException", $"Invalid timestamp '{text}' for {name}: ISO 8601 is expected.");
    }

    /// <summary>A query parameter that is one of the values of an enumeration.</summary>
    public string? QueryEnum(string name, IReadOnlyCollection<string> values)
    {
        var text = Query(name);
        return text is null || values.Contains(text, StringComparer.Ordinal)
            ? text
            : throw BackupErrors.InvalidParameter($"Invalid value '{text}' for {name}. Valid values: {string.Join(", ", values)}.");
    }

    /// <summary>The request body, reduced to the members that the operation knows.</summary>
    public JsonObject Body(Shape shape) => shape.ReadBody(Request.Body);
}
