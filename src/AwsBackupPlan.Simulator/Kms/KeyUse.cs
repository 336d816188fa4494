using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Kms;

/// <summary>The operations that use a key. With <c>DryRun</c> they only say whether they would do it.</summary>
internal static class KeyUse
{
    private const int KeyBytes = 32;

    /// <summary>GenerateDataKey. What it answers is no key of anything: nothing is encrypted here.</summary>
    public static JsonObject GenerateDataKey(KmsCall call)
    {
        var key = Usable(call);
        var size = (call.Input.Number("NumberOfBytes"), call.Input.Text("KeySpec")) switch
        {
            ({ } bytes, null) => bytes,
            (null, { } spec) => spec is "AES_256" ? KeyBytes : KeyBytes / 2,
            _ => throw new SimulatedException("ValidationException", "Please specify either number of bytes or key spec."),
        };
        DemandNoDryRun(call);
        return new JsonObject
        {
            ["CiphertextBlob"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(size + KeyBytes)),
            ["Plaintext"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(size)),
            ["KeyId"] = key.Arn,
        };
    }

    /// <summary>CreateGrant, which has no effect here.</summary>
    public static JsonObject CreateGrant(KmsCall call)
    {
        KeyReference.Resolve(call, call.Input.RequiredText("KeyId"), allowAlias: false).Demand(call.Now, KeyState.Enabled);
        DemandNoDryRun(call);
        return new JsonObject { ["GrantId"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)), ["GrantToken"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) };
    }

    private static KmsKey Usable(KmsCall call)
    {
        var key = KeyReference.Resolve(call, call.Input.RequiredText("KeyId"), allowAlias: true);
        if (key.Spec.Name is not KeySpec.Symmetric)
        {
            throw new SimulatedException("InvalidKeyUsageException", $"{key.Arn} key usage is {key.Usage} of {key.Spec.Name}, which is not valid for GenerateDataKey.");
        }

        key.Demand(call.Now, KeyState.Enabled);
        return key;
    }

    private static void DemandNoDryRun(KmsCall call)
    {
        if (call.Input.Flag("DryRun") is true)
        {
            throw new SimulatedException("DryRunOperationException", "The request would have succeeded, but the DryRun option is set.", 412);
        }
    }
}
