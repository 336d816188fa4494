using Amazon.Backup.Model;
using Amazon.KeyManagementService.Model;
using Amazon.SimpleSystemsManagement.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Onboarding;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;

namespace AwsBackupPlan.Engine.Tests.Onboarding;

/// <summary>An account that nobody has given anything.</summary>
internal sealed class SetupScene(SimulatorHost simulator, TimeProvider time, string accountId)
{
    public const string Alias = "alias/payroll-key";
    public const string ParameterName = "/backupprocess/backupplan";

    public AccountTarget Target { get; } = new(accountId, Scene.AbsName, Scene.Primary, [Scene.Copy], "Xacnt_Backup_Role");

    public RecordingObserver Observer { get; init; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<WorkOutcome<InitializedAccount>> RunAsync(SetupOptions? options = null, AccountTarget? target = null, int retries = 5) => RunAsync(options, target, retries, Token);

    public async Task<WorkOutcome<InitializedAccount>> RunAsync(SetupOptions? options, AccountTarget? target, int retries, CancellationToken cancellationToken, bool isRestricted = false)
    {
        var connection = new ConnectionOptions
        {
            AccessKey = "AKIAIOSFODNN7EXAMPLE",
            SecretKey = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY",
            EndpointUrl = simulator.Endpoint,
            MaxRetries = retries,
            RestrictSession = isRestricted,
        };
        using var engine = new BackupEngine(connection, time);
        return await engine.InitializeAsync(target ?? Target, options ?? new(), Observer, cancellationToken);
    }

    public async Task<InitializedAccount> DoneAsync(SetupOptions? options = null, AccountTarget? target = null)
    {
        var outcome = await RunAsync(options, target);
        Assert.Null(outcome.Failure?.Message);
        return outcome.Result!;
    }

    public OtherWriter Other(string region = Scene.Primary) => new(simulator, accountId, region);

    /// <summary>What the account has, without ids: the keys of each Region with description, state, tags, rotation and policy, the aliases with the number of the key, the parameter, the settings.</summary>
    public async Task<string> StateAsync()
    {
        var ids = new List<string>();
        var lines = new List<string>();
        foreach (var region in (string[])[Scene.Primary, Scene.Copy])
        {
            using var kms = await Other(region).KmsAsync();
            foreach (var entry in ((await kms.ListKeysAsync(new ListKeysRequest(), Token)).Keys ?? []).OrderBy(key => ids.IndexOf(key.KeyId) is >= 0 and var at ? at : int.MaxValue))
            {
                lines.Add($"{region} {await DescribeAsync(kms, entry.KeyId, ids)}");
            }

            lines.AddRange(((await kms.ListAliasesAsync(new ListAliasesRequest(), Token)).Aliases ?? []).Where(static alias => !alias.AliasName.StartsWith("alias/aws/", StringComparison.Ordinal)).Select(alias => $"{region} {alias.AliasName} is key {ids.IndexOf(alias.TargetKeyId)}"));
            using var backup = await Other(region).ClientAsync();
            var types = (await backup.DescribeRegionSettingsAsync(new DescribeRegionSettingsRequest(), Token)).ResourceTypeOptInPreference;
            lines.Add($"{region} takes {string.Join(", ", types.Where(static type => type.Value).Select(static type => type.Key).Order(StringComparer.Ordinal))}");
        }

        using var ssm = await Other().SsmAsync();
        var parameters = await ssm.GetParametersAsync(new GetParametersRequest { Names = [ParameterName], WithDecryption = true }, Token);
        lines.AddRange((parameters.Parameters ?? []).Select(static parameter => $"{parameter.Name} {parameter.Type} {parameter.Version} {parameter.Value}"));
        return string.Join('\n', lines).Replace(accountId, "account", StringComparison.Ordinal);
    }

    private static async Task<string> DescribeAsync(Amazon.KeyManagementService.AmazonKeyManagementServiceClient kms, string keyId, List<string> ids)
    {
        var key = (await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = keyId }, Token)).KeyMetadata;
        if (key.KeyManager == Amazon.KeyManagementService.KeyManagerType.AWS)
        {
            return "key of AWS";
        }

        if (!ids.Contains(keyId, StringComparer.Ordinal))
        {
            ids.Add(keyId);
        }

        var tags = (await kms.ListResourceTagsAsync(new ListResourceTagsRequest { KeyId = keyId }, Token)).Tags ?? [];
        var rotation = await kms.GetKeyRotationStatusAsync(new GetKeyRotationStatusRequest { KeyId = keyId }, Token);
        var policy = await kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = keyId, PolicyName = "default" }, Token);
        return $"key {ids.IndexOf(keyId)} {key.MultiRegionConfiguration?.MultiRegionKeyType} {key.KeyState} '{key.Description}' {string.Join(", ", tags.Select(static tag => $"{tag.TagKey}={tag.TagValue}"))} rotated {rotation.KeyRotationEnabled} {policy.Policy}";
    }
}
