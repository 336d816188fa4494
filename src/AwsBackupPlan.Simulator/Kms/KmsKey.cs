using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Kms;

/// <summary>A key in one Region. A replica is a key of its own that shares id, kind and rotation with its primary.</summary>
internal sealed class KmsKey
{
    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The Region.</summary>
    public required string Region { get; init; }

    /// <summary>The id: a UUID, or <c>mrk-</c> and 32 hexadecimal digits.</summary>
    public required string KeyId { get; init; }

    /// <summary>The kind.</summary>
    public required KeySpec Spec { get; init; }

    /// <summary>What it is used for.</summary>
    public required string Usage { get; init; }

    /// <summary>Where its material comes from: <c>AWS_KMS</c> or <c>EXTERNAL</c>.</summary>
    public string Origin { get; init; } = "AWS_KMS";

    /// <summary>Made by an AWS service on first use, as <c>alias/aws/backup</c> is.</summary>
    public bool IsAwsManaged { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreationDate { get; init; }

    /// <summary>A multi-Region key, primary or replica.</summary>
    public bool IsMultiRegion { get; init; }

    /// <summary>The primary of a multi-Region key.</summary>
    public bool IsPrimary { get; set; }

    /// <summary>The description.</summary>
    public string Description { get; set; } = string.Empty;

    /// <summary>The key policy.</summary>
    public string Policy { get; set; } = string.Empty;

    /// <summary>The tags.</summary>
    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The state, but for <see cref="KeyState.Creating"/>, which passes by itself.</summary>
    public KeyState State { get; set; } = KeyState.Enabled;

    /// <summary>Until when calls do not find it, though it is there.</summary>
    public DateTimeOffset HiddenUntil { get; init; }

    /// <summary>Until when a replica is being made.</summary>
    public DateTimeOffset CreatingUntil { get; init; }

    /// <summary>When it is deleted, if it is to be.</summary>
    public DateTimeOffset? DeletionDate { get; set; }

    /// <summary>The waiting time that was asked for at the deletion.</summary>
    public int PendingWindowInDays { get; set; }

    /// <summary>Whether its material is replaced from time to time; on a multi-Region key the primary's word counts.</summary>
    public bool IsRotated { get; set; }

    /// <summary>Days between rotations.</summary>
    public int RotationPeriodInDays { get; set; } = 365;

    /// <summary>When rotation was switched on.</summary>
    public DateTimeOffset RotatedSince { get; set; }

    /// <summary>The ARN.</summary>
    public string Arn => $"arn:{Partitions.Of(Region)}:kms:{Region}:{AccountId}:key/{KeyId}";

    /// <summary>The state at a time.</summary>
    public KeyState StateAt(DateTimeOffset now) => now < CreatingUntil ? KeyState.Creating : State;

    /// <summary>Refuses what cannot be done with a key in its state.</summary>
    /// <exception cref="SimulatedException">The state is none of the allowed ones.</exception>
    public void Demand(DateTimeOffset now, params IReadOnlyList<KeyState> allowed)
    {
        var state = StateAt(now);
        if (allowed.Contains(state))
        {
            return;
        }

        throw state is KeyState.Disabled
            ? new SimulatedException("DisabledException", $"{Arn} is disabled.")
            : new SimulatedException("KMSInvalidStateException", $"{Arn} is {Words(state)}.");
    }

    private static string Words(KeyState state) => state switch
    {
        KeyState.PendingDeletion => "pending deletion",
        KeyState.PendingReplicaDeletion => "pending replica deletion",
        KeyState.PendingImport => "pending import",
        KeyState.Creating => "creating",
        KeyState.Unavailable => "unavailable",
        _ => "in a state that does not allow this",
    };
}
