using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Config;

/// <summary>AWS Config: whether it records, and what. Until told otherwise an account has no recorder, as a new one has none.</summary>
public sealed class ConfigService : JsonProtocolService
{
    private static readonly Constraints Input = new(
        "ValidationException",
        new Member("Arn") { MinLength = 1, MaxLength = 1000 },
        new Member("ServicePrincipal") { MinLength = 1, MaxLength = 128, Pattern = @"[\w+=,.@-]+" });

    private readonly SimulatorWorld _world;
    private readonly ConcurrentDictionary<(string AccountId, string Region), ConfigRecording> _recorders = [];

    internal ConfigService(SimulatorWorld world)
        : base("config", "StarlingDoveService")
    {
        _world = world;
        world.Recording = (accountId, region) => _recorders.GetValueOrDefault((accountId, region));
        Operations = new Dictionary<string, Func<OperationInput, SimulatedRequest, JsonObject?>>(StringComparer.Ordinal)
        {
            ["DescribeConfigurationRecorderStatus"] = DescribeStatus,
        };
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<OperationInput, SimulatedRequest, JsonObject?>> Operations { get; }

    /// <summary>Gives an account a recorder in a Region, or another one; <see langword="null"/> takes it away.</summary>
    public void SetRecorder(string accountId, string region, ConfigRecording? recording)
    {
        if (recording is null)
        {
            _recorders.TryRemove((accountId, region), out _);
        }
        else
        {
            _recorders[(accountId, region)] = recording with { Since = _world.Now };
        }
    }

    /// <inheritdoc/>
    public override void Reset() => _recorders.Clear();

    private JsonObject? DescribeStatus(OperationInput input, SimulatedRequest request)
    {
        Input.Check(input);
        var names = input.Texts("ConfigurationRecorderNames");
        // The recorder of the customer is asked for by name, those of services by their principal.
        var recorder = input.Text("ServicePrincipal") is null ? _world.Recording(request.AccountId, request.Region) : null;
        if (names.FirstOrDefault(name => !string.Equals(name, recorder?.Name, StringComparison.Ordinal)) is { } unknown)
        {
            throw new SimulatedException("NoSuchConfigurationRecorderException", $"Cannot find configuration recorder with the specified name '{unknown}'.");
        }

        return new JsonObject { ["ConfigurationRecordersStatus"] = recorder is null ? new JsonArray() : new JsonArray(Status(recorder, request)) };
    }

    private static JsonObject Status(ConfigRecording recorder, SimulatedRequest request)
    {
        var since = Timestamps.EpochSeconds(recorder.Since);
        return new JsonObject
        {
            ["arn"] = $"arn:{request.Partition}:config:{request.Region}:{request.AccountId}:configuration-recorder/{recorder.Name}/s1mulated0recorder",
            ["name"] = recorder.Name,
            [recorder.IsRecording ? "lastStartTime" : "lastStopTime"] = since,
            ["recording"] = recorder.IsRecording,
            ["lastStatus"] = recorder.LastStatus,
            ["lastStatusChangeTime"] = since,
        };
    }
}
