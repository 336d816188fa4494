using System.Globalization;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>How a vault is or should be locked.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="MinRetentionDays">The shortest retention that it takes; any when <see langword="null"/>.</param>
/// <param name="MaxRetentionDays">The longest retention that it takes; any, for ever too, when <see langword="null"/>.</param>
internal sealed record VaultLockState(VaultLockMode Mode, long? MinRetentionDays, long? MaxRetentionDays)
{
    /// <summary>No lock.</summary>
    public static VaultLockState None { get; } = new(VaultLockMode.None, null, null);

    /// <summary>The retention that it takes, in words.</summary>
    private string Retention => (MinRetentionDays, MaxRetentionDays) switch
    {
        (null, null) => "any retention",
        ({ } min, null) => $"a retention of {Days(min)} or more",
        (null, { } max) => $"a retention of {Days(max)} at most",
        ({ } min, { } max) => $"a retention of {min.ToString(CultureInfo.InvariantCulture)} to {Days(max)}",
    };

    /// <summary>What there is to say of a lock without limits; nothing of others.</summary>
    public string Openness => (Mode, MinRetentionDays, MaxRetentionDays) is (not VaultLockMode.None, null, null)
        ? ", for a day or for ever, since neither -MinRetentionDays nor -MaxRetentionDays is given: it keeps recovery points until they expire, and lets every rule say how long that is"
        : string.Empty;

    /// <summary>Whether it takes both limits as another does.</summary>
    public bool HasLimitsOf(VaultLockState other) => MinRetentionDays == other.MinRetentionDays && MaxRetentionDays == other.MaxRetentionDays;

    /// <summary>Whether jobs of a retention succeed; <see langword="null"/> is for ever.</summary>
    public bool Takes(long? days) => (MinRetentionDays is not { } min || days is null || days >= min) && (MaxRetentionDays is not { } max || days <= max);

    /// <summary>The lock in words, such as <c>locked in governance mode for a retention of 7 to 400 days</c>.</summary>
    public override string ToString() => Mode == VaultLockMode.None ? "not locked" : $"locked in {Mode.ToString().ToLowerInvariant()} mode for {Retention}";

    private static string Days(long days) => days == 1 ? "1 day" : $"{days.ToString(CultureInfo.InvariantCulture)} days";
}
