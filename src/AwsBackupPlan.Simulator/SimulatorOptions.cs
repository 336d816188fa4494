using AwsBackupPlan.Simulator.Throttling;

namespace AwsBackupPlan.Simulator;

/// <summary>How a simulator is set up; each property is a command-line option of the same name.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Where it listens. Port 0 takes a free one. Loopback only.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:0";

    /// <summary>Milliseconds added to every answer.</summary>
    public int LatencyMs { get; init; }

    /// <summary>The largest page of any list; 0 leaves each list its own limit.</summary>
    public int PageSize { get; init; }

    /// <summary>Seconds a recovery point stays DELETING.</summary>
    public double DeleteSeconds { get; init; } = 1;

    /// <summary>How many onboarded accounts with tagged databases exist at the start, numbered from 200000000001.</summary>
    public int Fleet { get; init; }

    /// <summary>The account that long-term access keys belong to.</summary>
    public string ManagementAccount { get; init; } = "111111111111";

    /// <summary>The external id that the trust policy of every assumable role asks for; none when <see langword="null"/>.</summary>
    public string? ExternalId { get; init; }

    /// <summary>How many calls an account may make to a service in a Region before it is throttled; any number when <see langword="null"/>.</summary>
    public ThrottleLimits? Throttle { get; init; }

    /// <summary>The Regions that there are.</summary>
    public IReadOnlyList<string> Regions { get; init; } = Simulator.Regions.All;

    /// <summary>Whether backup plans run by their schedules. On the command line they do; in process a test says so, since the time of day decides what they do.</summary>
    public bool RunPlans { get; init; }

    /// <summary>The clock of the simulated AWS.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
