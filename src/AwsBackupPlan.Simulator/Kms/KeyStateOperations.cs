using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Kms;

/// <summary>The operations that change a key's state, its deletion and its primary Region.</summary>
internal static class KeyStateOperations
{
    /// <summary>EnableKey.</summary>
    public static JsonObject? EnableKey(KmsCall call) => Switch(call, KeyState.Enabled);

    /// <summary>DisableKey.</summary>
    public static JsonObject? DisableKey(KmsCall call) => Switch(call, KeyState.Disabled);

    /// <summary>ScheduleKeyDeletion. A primary waits for its replicas first.</summary>
    public static JsonObject ScheduleKeyDeletion(KmsCall call)
    {
        var key = call.Key();
        KeyCreation.DemandCustomerManaged(key);
        key.Demand(call.Now, KeyState.Enabled, KeyState.Disabled, KeyState.PendingImport, KeyState.Unavailable);
        key.PendingWindowInDays = call.Input.Number("PendingWindowInDays") ?? 30;
        var answer = new JsonObject { ["KeyId"] = key.Arn, ["PendingWindowInDays"] = key.PendingWindowInDays };
        if (key.IsPrimary && call.Account.Related(key).Count > 1)
        {
            key.State = KeyState.PendingReplicaDeletion;
        }
        else
        {
            key.State = KeyState.PendingDeletion;
            key.DeletionDate = call.Now.AddDays(key.PendingWindowInDays);
            answer["DeletionDate"] = Timestamps.EpochSeconds(key.DeletionDate.Value);
        }

        answer["KeyState"] = key.State.ToString();
        return answer;
    }

    /// <summary>CancelKeyDeletion; the key is disabled afterwards.</summary>
    public static JsonObject CancelKeyDeletion(KmsCall call)
    {
        var key = call.Key();
        if (key.StateAt(call.Now) is not (KeyState.PendingDeletion or KeyState.PendingReplicaDeletion))
        {
            throw new SimulatedException("KMSInvalidStateException", $"{key.Arn} is not pending deletion.");
        }

        key.State = KeyState.Disabled;
        key.DeletionDate = null;
        return new JsonObject { ["KeyId"] = key.Arn };
    }

    /// <summary>EnableKeyRotation.</summary>
    public static JsonObject? EnableKeyRotation(KmsCall call)
    {
        var key = Rotatable(call);
        if (!key.IsRotated)
        {
            key.RotatedSince = call.Now;
        }

        key.IsRotated = true;
        key.RotationPeriodInDays = call.Input.Number("RotationPeriodInDays") ?? 365;
        return null;
    }

    /// <summary>DisableKeyRotation.</summary>
    public static JsonObject? DisableKeyRotation(KmsCall call)
    {
        Rotatable(call).IsRotated = false;
        return null;
    }

    /// <summary>GetKeyRotationStatus; a replica answers for its primary.</summary>
    public static JsonObject GetKeyRotationStatus(KmsCall call)
    {
        var key = call.Key();
        DemandRotatableKind(key);
        key.Demand(call.Now, KeyState.Enabled, KeyState.Disabled, KeyState.PendingDeletion, KeyState.PendingReplicaDeletion);
        var primary = call.Account.PrimaryOf(key);
        var answer = new JsonObject { ["KeyRotationEnabled"] = primary.IsRotated, ["KeyId"] = key.Arn };
        if (primary.IsRotated)
        {
            answer["RotationPeriodInDays"] = primary.RotationPeriodInDays;
            answer["NextRotationDate"] = Timestamps.EpochSeconds(NextRotation(primary, call.Now));
        }

        return answer;
    }

    /// <summary>UpdatePrimaryRegion; it takes effect at once.</summary>
    public static JsonObject? UpdatePrimaryRegion(KmsCall call)
    {
        var primary = call.Key();
        var region = call.Input.RequiredText("PrimaryRegion");
        if (!primary.IsPrimary)
        {
            throw new SimulatedException("UnsupportedOperationException", $"{primary.Arn} is not a multi-region primary key.");
        }

        primary.Demand(call.Now, KeyState.Enabled);
        var replica = call.Account.In(region).Keys.GetValueOrDefault(primary.KeyId);
        if (replica is null || ReferenceEquals(replica, primary))
        {
            throw new SimulatedException("NotFoundException", $"{primary.KeyId} has no replica in {region}.");
        }

        replica.Demand(call.Now, KeyState.Enabled);
        (primary.IsPrimary, replica.IsPrimary) = (false, true);
        (replica.IsRotated, replica.RotationPeriodInDays, replica.RotatedSince) = (primary.IsRotated, primary.RotationPeriodInDays, primary.RotatedSince);
        return null;
    }

    private static JsonObject? Switch(KmsCall call, KeyState state)
    {
        var key = call.Key();
        KeyCreation.DemandCustomerManaged(key);
        key.Demand(call.Now, KeyState.Enabled, KeyState.Disabled);
        key.State = state;
        return null;
    }

    private static KmsKey Rotatable(KmsCall call)
    {
        var key = call.Key();
        KeyCreation.DemandCustomerManaged(key);
        DemandRotatableKind(key);
        if (key is { IsMultiRegion: true, IsPrimary: false })
        {
            throw new SimulatedException("UnsupportedOperationException", $"{key.Arn} is a multi-region replica key: rotation is set on its primary.");
        }

        key.Demand(call.Now, KeyState.Enabled);
        return key;
    }

    private static void DemandRotatableKind(KmsKey key)
    {
        if (key.Spec.Name is not KeySpec.Symmetric || key.Origin is not "AWS_KMS")
        {
            throw new SimulatedException("UnsupportedOperationException", $"{key.Arn} cannot be rotated: {key.Spec.Name}, origin {key.Origin}.");
        }
    }

    private static DateTimeOffset NextRotation(KmsKey key, DateTimeOffset now)
    {
        var period = TimeSpan.FromDays(key.RotationPeriodInDays);
        return key.RotatedSince + (((long)((now - key.RotatedSince) / period) + 1) * period);
    }
}
