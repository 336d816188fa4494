namespace AwsBackupPlan.Simulator.Faults;

/// <summary>Which calls go wrong, and how. A field that is not set matches every call.</summary>
public sealed record FaultRule
{
    /// <summary>The service's signing name, such as <c>backup</c>.</summary>
    public string? Service { get; init; }

    /// <summary>The operation, such as <c>CreateBackupVault</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>The account of the caller's credentials.</summary>
    public string? AccountId { get; init; }

    /// <summary>The Region.</summary>
    public string? Region { get; init; }

    /// <summary>The first of the matching calls that goes wrong, counted from 1.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many calls go wrong, one after another; 0 for all from <see cref="Nth"/> on.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How likely one of those calls is to go wrong, from 0 to 1.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Which of them do, where not all do: the same ones with each run that makes the same calls in the same order.</summary>
    public int Seed { get; init; }

    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The error's message, instead of the usual one.</summary>
    public string? Message { get; init; }

    /// <summary>Called with each call that goes wrong, before it is answered; for tests in the same process.</summary>
    public Action? Struck { get; init; }

    /// <summary>Whether a call is one of those that the rule counts.</summary>
    public bool Matches(string service, string operation, string accountId, string region) =>
        Fits(Service, service) && Fits(Operation, operation) && Fits(AccountId, accountId) && Fits(Region, region);

    private static bool Fits(string? wanted, string actual) => wanted is null || string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);
}
