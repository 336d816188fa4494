using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Templates;
using AwsBackupPlan.Engine.Tests.Scenes;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>The pre-flight of the module on an account that the templates made, with moto as AWS.</summary>
public sealed class TemplatePreflightTests
{
    [Fact]
    public async Task An_account_that_the_templates_made_passes_as_far_as_moto_answers()
    {
        using var folder = new TemplateFolder();
        await using var moto = await TemplateFolder.ServeAsync(new JsonObject
        {
            ["stacks"] = new JsonArray(Stack(folder, BackupTemplateKind.Target, ("CallerArns", "arn:aws:iam::111111111111:role/backup-LambdaExecutionRole"), ("ExternalId", "an-id")), Stack(folder, BackupTemplateKind.DemoDatabase)),
            // Of a replica that a template makes moto knows nothing; one that a call makes there has the alias of its key.
            ["script"] = """
                key = client("kms").describe_key(KeyId="alias/payroll-key")["KeyMetadata"]["KeyId"]
                client("kms").replicate_key(KeyId=key, ReplicaRegion="us-east-2")
                result = key
                """,
        });
        var connection = new ConnectionOptions { AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY", EndpointUrl = moto.Endpoint, MaxRetries = 0 };
        using var engine = new BackupEngine(connection, TimeProvider.System);
        var target = new AccountTarget(MotoServer.AccountId, "payroll", "us-east-1", ["us-east-2"], "Xacnt_Backup_Role") { ExternalId = "an-id" };

        var outcome = await engine.TestAsync(target, new(), new RecordingObserver(), TestContext.Current.CancellationToken);

        Assert.Null(outcome.Failure?.Message);
        var statuses = outcome.Result!.ToLookup(static check => check.Status, static check => check.Region is "us-east-2" ? $"{check.Check} of the copy" : check.Check);
        // moto does not look at the external id, and that is what the check is there for.
        Assert.Equal(["ExternalIdEnforced"], statuses[AccountCheckStatus.Failed]);
        // It knows no settings of Regions, and no jobs.
        Assert.Equal(["OptIn", "OptIn of the copy", "BackupRole", "PermissionsToMonitor", "PermissionsToRemove"], statuses[AccountCheckStatus.NotRead]);
        Assert.Empty(statuses[AccountCheckStatus.Warning]);
        Assert.Equal(
            [
                "RoleAssumable", "CallerIdentity", "RegionEnabled", "RegionEnabled of the copy", "Key", "Key of the copy", "KeyRotation", "KeyUsableByBackupRole", "KeyUsableByBackupRole of the copy",
                "KeyUsableBySession", "KeyUsableBySession of the copy", "PlanDocument", "RetentionWithinLocks", "Deployment", "Databases", "PlansQuota", "VaultsQuota", "VaultsQuota of the copy", "RulesQuota", "PermissionsToDeploy",
            ],
            statuses[AccountCheckStatus.Passed]);
    }

    private static JsonObject Stack(TemplateFolder folder, BackupTemplateKind kind, params IReadOnlyList<(string Key, string Value)> parameters) => new JsonObject
    {
        ["name"] = $"{kind}",
        ["file"] = folder.Write(kind, new TemplateOptions { AbsName = "payroll" }),
        ["region"] = "us-east-1",
        ["parameters"] = new JsonObject([.. parameters.Select(static parameter => new KeyValuePair<string, JsonNode?>(parameter.Key, parameter.Value))]),
    };
}
