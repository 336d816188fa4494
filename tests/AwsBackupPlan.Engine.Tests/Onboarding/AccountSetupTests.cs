using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Onboarding;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Tests.Crashes;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Kms;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Engine.Tests.Onboarding;

/// <summary>An account is given its keys, aliases, plan parameter and settings, once, whatever happens on the way.</summary>
public sealed class AccountSetupTests : IAsyncLifetime
{
    private const string AccountId = "444444444444";
    private const string Document = """{ "Rules": [ { "RuleName": "Nightly", "Lifecycle": { "DeleteAfterDays": 30 } } ] }""";

    private SimulatorHost _simulator = null!;
    private SwiftTimeProvider _time = null!;
    private SetupScene _scene = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Writes => string.Join(", ", _simulator.Requests.Where(static request => request.IsWrite).Select(static request => $"{request.Operation} {request.Region}"));

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(new SimulatorOptions(), Token);
        _time = new SwiftTimeProvider { Skipped = _simulator.World.Advance };
        _scene = new SetupScene(_simulator, _time, AccountId);
    }

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task A_bare_account_is_given_all_and_a_second_run_writes_nothing()
    {
        var first = await _scene.DoneAsync(new() { OptIn = true });
        _simulator.ClearRequests();
        var second = await _scene.DoneAsync(new() { OptIn = true });

        Assert.Equal(DeploymentStatus.Created, first.Status);
        Assert.Equal("Created 2 keys, 2 aliases and 1 plan parameter; updated 2 opt-in settings.", first.Message);
        Assert.StartsWith("mrk-", first.KeyId, StringComparison.Ordinal);
        Assert.Equal([$"arn:aws:kms:us-east-1:{AccountId}:key/{first.KeyId}", $"arn:aws:kms:us-east-2:{AccountId}:key/{first.KeyId}"], first.KeyArn);
        Assert.Equal((DeploymentStatus.Unchanged, first.KeyId), (second.Status, second.KeyId));
        Assert.All(second.Changes, static change => Assert.Equal(ChangeAction.None, change.Action));
        Assert.Empty(Writes);
        var state = await _scene.StateAsync();
        Assert.Contains("us-east-1 key 0 PRIMARY Enabled 'Backups of payroll (alias/payroll-key). Made by AwsBackupPlan.' ABS=payroll rotated True", state, StringComparison.Ordinal);
        Assert.Contains("us-east-2 key 0 REPLICA Enabled 'Backups of payroll (alias/payroll-key). Made by AwsBackupPlan.' ABS=payroll rotated True", state, StringComparison.Ordinal);
        Assert.Contains("us-east-2 alias/payroll-key is key 0", state, StringComparison.Ordinal);
        Assert.Contains($"/backupprocess/backupplan String 1 {DefaultPlanDocument.Of("ABS")}", state, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_gives_is_all_that_a_deployment_and_its_checks_need()
    {
        await _scene.DoneAsync(new() { OptIn = true });
        using var engine = new BackupEngine(new ConnectionOptions { AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY", EndpointUrl = _simulator.Endpoint }, _time);

        var checks = (await engine.TestAsync(_scene.Target, new(), _scene.Observer, Token)).Result!;
        var deployed = await engine.DeployAsync(_scene.Target, new(), _scene.Observer, Token);

        Assert.DoesNotContain(checks, static check => check.Status is AccountCheckStatus.Failed or AccountCheckStatus.NotRead);
        Assert.Equal(DeploymentStatus.Created, deployed.Result!.Status);
    }

    [Fact]
    public async Task The_policy_of_the_keys_lets_the_account_decide_and_AWS_Backup_use_them()
    {
        var made = await _scene.DoneAsync();

        foreach (var (region, key) in new[] { Scene.Primary, Scene.Copy }.Zip(made.KeyArn))
        {
            using var kms = await _scene.Other(region).KmsAsync();
            var policy = JsonNode.Parse((await kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key, PolicyName = "default" }, Token)).Policy)!["Statement"]!.AsArray();
            Assert.Equal((2, $"arn:aws:iam::{AccountId}:root", "kms:*"), (policy.Count, (string?)policy[0]!["Principal"]!["AWS"], (string?)policy[0]!["Action"]));
            Assert.Equal(AccountId, (string?)policy[1]!["Condition"]!["StringEquals"]!["kms:CallerAccount"]);
            Assert.Equal("""["backup.*.amazonaws.com","rds.*.amazonaws.com"]""", policy[1]!["Condition"]!["StringLike"]!["kms:ViaService"]!.ToJsonString());
            Assert.DoesNotContain("kms:*", policy[1]!["Action"]!.AsArray().Select(static action => (string?)action));
        }
    }

    [Fact]
    public async Task WhatIf_tells_every_step_and_writes_nothing()
    {
        var scene = new SetupScene(_simulator, _time, AccountId) { Observer = new RecordingObserver(Decision.WhatIf) };

        var result = await scene.DoneAsync(new() { OptIn = true, PlanDocument = Document, ParameterType = "SecureString" });

        Assert.Equal(DeploymentStatus.WhatIf, result.Status);
        var steps = Assert.Single(scene.Observer.Questions).Steps;
        Assert.Equal(7, steps.Count);
        Assert.Contains(steps, static step => step.TargetName is "key 'alias/payroll-key' in account 444444444444, us-east-1" && step.Action.Contains("a multi-Region key, tagged ABS=payroll", StringComparison.Ordinal));
        Assert.Contains(steps, static step => step.Action is "Create: a SecureString with the plan document that was given");
        Assert.Contains(steps, static step => step.Action is "Update: ResourceTypeOptInPreference.Aurora: false -> true");
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task A_key_that_is_there_is_adopted_and_gets_what_it_lacks()
    {
        var key = _simulator.Kms.AddKey(AccountId, Scene.Primary, "payroll-key").Split('/')[1];
        using (var kms = await _scene.Other().KmsAsync())
        {
            await kms.DisableKeyRotationAsync(new DisableKeyRotationRequest { KeyId = key }, Token);
        }

        _simulator.ClearRequests();
        var result = await _scene.DoneAsync();

        Assert.Equal((DeploymentStatus.Updated, key), (result.Status, result.KeyId));
        Assert.Equal("EnableKeyRotation us-east-1, ReplicateKey us-east-1, CreateAlias us-east-2, PutParameter us-east-1", Writes);
    }

    [Fact]
    public async Task A_replica_without_an_alias_gets_the_alias_alone()
    {
        var key = _simulator.Kms.AddKey(AccountId, Scene.Primary, "payroll-key", [Scene.Copy]).Split('/')[1];
        _simulator.Kms.RemoveAlias(AccountId, Scene.Copy, "payroll-key");
        _simulator.Ssm.SetParameter(AccountId, Scene.Primary, SetupScene.ParameterName, Document);

        var result = await _scene.DoneAsync();

        Assert.Equal(key, result.KeyId);
        Assert.Equal("CreateAlias us-east-2", Writes);
    }

    [Fact]
    public async Task A_key_that_only_the_copy_Region_has_is_replicated_into_the_primary_one()
    {
        var key = _simulator.Kms.AddKey(AccountId, Scene.Copy, "payroll-key").Split('/')[1];

        var result = await _scene.DoneAsync();

        Assert.Equal(key, result.KeyId);
        Assert.Equal("ReplicateKey us-east-2, CreateAlias us-east-1, PutParameter us-east-1", Writes);
    }

    [Fact]
    public async Task Without_copy_Regions_a_single_Region_key_is_enough()
    {
        _simulator.Kms.AddKey(AccountId, Scene.Primary, "payroll-key", multiRegion: false);

        var result = await _scene.DoneAsync(target: _scene.Target with { CopyRegions = [] });

        Assert.Equal("PutParameter us-east-1", Writes);
        Assert.Single(result.KeyArn);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_key_of_a_vault_of_the_set_is_adopted_where_its_aliases_have_gone(bool isInPrimaryRegion)
    {
        var key = _simulator.Kms.AddKey(AccountId, Scene.Primary, replicaRegions: [Scene.Copy]);
        var region = isInPrimaryRegion ? Scene.Primary : Scene.Copy;
        _simulator.Backup.AddVault(AccountId, region, Scene.VaultName, key.Replace(Scene.Primary, region, StringComparison.Ordinal));
        await MakeTaggedKeyAsync("Backups of payroll");
        _simulator.ClearRequests();

        var result = await _scene.DoneAsync();

        Assert.Equal(key.Split('/')[1], result.KeyId);
        Assert.Equal("CreateAlias us-east-1, CreateAlias us-east-2, PutParameter us-east-1", string.Join(", ", Writes.Split(", ").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_key_that_a_stack_has_left_is_adopted()
    {
        var key = await MakeTaggedKeyAsync("Backups of payroll");
        _simulator.ClearRequests();

        var result = await _scene.DoneAsync();

        Assert.Equal(key, result.KeyId);
        Assert.DoesNotContain("CreateKey", Writes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("of AWS", "aws backup delete-backup-vault")]
    [InlineData("of another account", "aws backup delete-backup-vault")]
    [InlineData("of one vault alone", "aws backup delete-backup-vault --backup-vault-name payroll-Vault --region us-east-2")]
    [InlineData("to be deleted", "cancel-key-deletion")]
    public async Task A_vault_whose_key_cannot_be_adopted_blocks_the_account_and_no_key_is_made(string kind, string remedy)
    {
        var key = _simulator.Kms.AddKey(kind is "of another account" ? "555555555555" : AccountId, Scene.Primary, replicaRegions: [Scene.Copy]);
        _simulator.Backup.AddVault(AccountId, Scene.Primary, Scene.VaultName, kind is "of AWS" ? null : key);
        if (kind is "of one vault alone")
        {
            _simulator.Backup.AddVault(AccountId, Scene.Copy, Scene.VaultName, _simulator.Kms.AddKey(AccountId, Scene.Copy));
        }

        if (kind is "to be deleted")
        {
            _simulator.Kms.SetKeyState(key, KeyState.PendingDeletion);
        }

        var outcome = await _scene.RunAsync();

        Assert.Equal((kind is "to be deleted" ? "KeyNotUsable" : "VaultKeyDiffers", DeploymentStatus.Blocked), (outcome.Failure!.ErrorId, outcome.Result!.Status));
        Assert.Contains(remedy, outcome.Result.Remedy, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task A_role_that_may_not_set_key_policies_makes_no_key_and_is_told_what_to_allow()
    {
        _simulator.Sts.SetRole(AccountId, "Xacnt_Backup_Role", new SimulatedRole { Permissions = Simulator.Signing.IamPolicy.OfRole("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"kms:PutKeyPolicy","Resource":"*"}]}""") });

        var failure = (await _scene.RunAsync()).Failure!;

        Assert.Equal("KeyPolicyRefused", failure.ErrorId);
        Assert.Contains("kms:PutKeyPolicy", failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("key 0", await _scene.StateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_SecureString_that_is_written_over_keeps_its_key()
    {
        var key = _simulator.Kms.AddKey(AccountId, Scene.Primary, "of-parameters");
        _simulator.Ssm.SetParameter(AccountId, Scene.Primary, "/backupprocess/another", Document, "SecureString");
        _simulator.Ssm.SetParameter(AccountId, Scene.Primary, SetupScene.ParameterName, DefaultPlanDocument.Of("ABS"), "SecureString", key);

        await _scene.DoneAsync(new() { PlanDocument = Document, OverwritePlan = true });

        using var ssm = await _scene.Other().SsmAsync();
        var parameters = (await ssm.DescribeParametersAsync(new Amazon.SimpleSystemsManagement.Model.DescribeParametersRequest(), Token)).Parameters;
        Assert.Equal(key, parameters.Single(static parameter => parameter.Name is SetupScene.ParameterName).KeyId);
        Assert.Contains($"SecureString 2 {Document}", await _scene.StateAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("single", "KeyNotReplica", "is a single-Region key", "# $key = aws kms create-key --multi-region")]
    [InlineData("single", "KeyNotReplica", "is a single-Region key", "\nInitialize-XacntBackupAccount -AccountId 444444444444 -AbsName payroll -Region us-east-1 -CopyRegion us-east-2 -KeyAlias payroll-backup-key\n")]
    [InlineData("disabled", "KeyNotUsable", "is Disabled", "aws kms enable-key")]
    [InlineData("deleted", "KeyNotUsable", "is PendingDeletion", "cancel-key-deletion")]
    [InlineData("replica disabled", "KeyNotUsable", "is Disabled", "--region us-east-2")]
    [InlineData("another", "KeyNotReplica", "is not the replica of", "aws kms update-alias")]
    public async Task An_alias_of_a_key_that_cannot_serve_blocks_the_account_and_nothing_is_written(string fault, string errorId, string reason, string remedy)
    {
        var kms = _simulator.Kms;
        var key = kms.AddKey(AccountId, Scene.Primary, "payroll-key", fault is "replica disabled" ? [Scene.Copy] : null, multiRegion: fault is not "single");
        switch (fault)
        {
            case "disabled":
                kms.SetKeyState(key, KeyState.Disabled);
                break;
            case "deleted":
                kms.SetKeyState(key, KeyState.PendingDeletion);
                break;
            case "replica disabled":
                kms.SetKeyState(key.Replace(Scene.Primary, Scene.Copy, StringComparison.Ordinal), KeyState.Disabled);
                kms.RemoveAlias(AccountId, Scene.Copy, "payroll-key");
                break;
            case "another":
                kms.AddKey(AccountId, Scene.Copy, "payroll-key");
                break;
        }

        var outcome = await _scene.RunAsync();

        Assert.Equal((errorId, DeploymentStatus.Blocked), (outcome.Failure!.ErrorId, outcome.Result!.Status));
        Assert.Contains(reason, outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, outcome.Result.Remedy, StringComparison.Ordinal);
        Assert.Equal(outcome.Result.Remedy, outcome.Failure.Remedy);
        Assert.All(outcome.Failure.Remedy.Split('\n'), static line => Assert.Matches("^(# |aws |Initialize-XacntBackupAccount )", line));
        Assert.DoesNotContain("…", outcome.Failure.Remedy, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Fact]
    public async Task A_parameter_that_is_there_is_left_and_is_written_over_only_on_demand()
    {
        await _scene.DoneAsync();
        _simulator.ClearRequests();
        var other = new SetupOptions { PlanDocument = Document };

        var left = await _scene.DoneAsync(other);
        var warning = Assert.Single(_scene.Observer.Warnings);
        var over = await _scene.DoneAsync(other with { OverwritePlan = true });
        var again = await _scene.DoneAsync(other with { OverwritePlan = true, PlanDocument = Document.Replace(" ", string.Empty, StringComparison.Ordinal) });

        Assert.Equal(DeploymentStatus.Unchanged, left.Status);
        Assert.Equal("Everything is as wanted but for the plan document, which was left: the parameter /backupprocess/backupplan holds another plan document than the one that was given. Nothing was written.", left.Message);
        Assert.EndsWith($"\nInitialize-XacntBackupAccount -AccountId {AccountId} -AbsName payroll -Region us-east-1 -CopyRegion us-east-2 -PlanPath plan.json -OverwritePlan", left.Remedy, StringComparison.Ordinal);
        Assert.Contains("-OverwritePlan", warning, StringComparison.Ordinal);
        Assert.Null(over.Remedy);
        Assert.Equal((DeploymentStatus.Updated, "Updated 1 plan parameter."), (over.Status, over.Message));
        Assert.Equal(DeploymentStatus.Unchanged, again.Status);
        Assert.Equal("PutParameter us-east-1", Writes);
        Assert.Contains($"String 2 {Document}", await _scene.StateAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("String", "the plan document has a fault: $.Rules")]
    [InlineData("SecureString", "What stands there is not told")]
    [InlineData("StringList", "It is a StringList")]
    public async Task A_parameter_that_holds_no_valid_document_is_told_with_its_faults_and_left(string type, string fault)
    {
        _simulator.Ssm.SetParameter(AccountId, Scene.Primary, SetupScene.ParameterName, type is "StringList" ? Document : """{ "Rules": [ { "RuleNames": "Nightly" } ] }""", type);

        var made = await _scene.DoneAsync();
        var again = await _scene.DoneAsync();

        Assert.Contains("The plan document was left: no plan can be made of the one in the parameter", made.Message, StringComparison.Ordinal);
        Assert.Equal(DeploymentStatus.Unchanged, again.Status);
        Assert.StartsWith("Everything is as wanted but for the plan document, which was left:", again.Message, StringComparison.Ordinal);
        Assert.All((string[])[again.Message, _scene.Observer.Warnings.First()], text => Assert.Contains(fault, text, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(type is "String", again.Message.Contains("RuleNames", StringComparison.Ordinal));
        Assert.Contains("-PlanPath plan.json -OverwritePlan", again.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("String", "securestring", "SecureString")]
    [InlineData("SecureString", "String", "String")]
    public async Task A_parameter_of_another_type_than_the_one_that_is_asked_for_blocks_the_account(string there, string asked, string wanted)
    {
        _simulator.Ssm.SetParameter(AccountId, Scene.Primary, SetupScene.ParameterName, Document, there);

        var blocked = await _scene.RunAsync(new() { ParameterType = asked });
        var same = await _scene.RunAsync(new() { ParameterType = there.ToLowerInvariant() });

        Assert.Equal(("PlanParameterType", DeploymentStatus.Blocked), (blocked.Failure!.ErrorId, blocked.Result!.Status));
        Assert.Contains($"is a {there}, and AWS makes no {wanted} of it", blocked.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["# Leave", "aws ssm get-parameter", "aws ssm delete-parameter", "Initialize-XacntBackupAccount"],
            blocked.Failure.Remedy.Split('\n').Select(static line => string.Join(' ', line.Split(' ').Take(line.StartsWith("aws", StringComparison.Ordinal) ? 3 : line.StartsWith('#') ? 2 : 1))));
        Assert.EndsWith($"-PlanPath plan.json -ParameterType {wanted}", blocked.Failure.Remedy, StringComparison.Ordinal);
        Assert.Null(same.Failure);
    }

    [Fact]
    public async Task A_SecureString_is_written_over_as_one_and_AWS_makes_no_other_type_of_it()
    {
        await _scene.DoneAsync(new() { ParameterType = "SecureString" });

        var blocked = await _scene.RunAsync(new() { PlanDocument = Document, OverwritePlan = true, ParameterType = "String" });
        await _scene.DoneAsync(new() { PlanDocument = Document, OverwritePlan = true });

        Assert.Equal("PlanParameterType", blocked.Failure!.ErrorId);
        Assert.Contains("aws ssm delete-parameter", blocked.Failure.Remedy, StringComparison.Ordinal);
        Assert.Contains($"SecureString 2 {Document}", await _scene.StateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_document_makes_an_advanced_parameter_and_says_that_AWS_bills_it()
    {
        var result = await _scene.DoneAsync(new() { PlanDocument = Large(2) });

        Assert.Contains(result.Changes, static change => change.Reason?.Contains("advanced tier, which AWS bills", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task A_document_that_is_large_for_its_blanks_alone_is_written_without_them_and_letters_stay_as_they_are()
    {
        var result = await _scene.DoneAsync(new() { PlanDocument = $$"""{ "Rules": [ { "RuleName": "Nightly", "Lifecycle": { "DeleteAfterDays": 30 }, "RecoveryPointTags": { "Owner": "Bär+Söhne" } } ] {{new string(' ', 8200)}} }""" });

        Assert.DoesNotContain(result.Changes, static change => change.Reason?.Contains("advanced", StringComparison.Ordinal) is true);
        Assert.Contains("""String 1 {"Rules":[{"RuleName":"Nightly","Lifecycle":{"DeleteAfterDays":30},"RecoveryPointTags":{"Owner":"Bär+Söhne"}}]}""", await _scene.StateAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Rules": [] }""", "$.Rules")]
    [InlineData("nothing", "It is not JSON")]
    public async Task A_document_that_no_plan_can_be_made_of_is_not_written(string document, string fault)
    {
        var outcome = await _scene.RunAsync(new() { PlanDocument = document });

        Assert.Equal(DeploymentStatus.Failed, outcome.Result!.Status);
        Assert.Contains(fault, outcome.Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(_simulator.Requests);
    }

    [Fact]
    public void What_no_parameter_can_be_made_of_is_told_before_any_call()
    {
        var faults = SetupOptionsValidator.Validate(new SetupOptions { PlanParameterName = "/plan:3", ParameterType = "StringList", OverwritePlan = true, KeyAlias = "aws/backup", PlanDocument = null });

        Assert.Equal(["KeyAlias", "PlanParameterName", "ParameterType", "OverwritePlan"], faults.Select(static fault => fault.ParameterName));
        Assert.Contains(SetupOptionsValidator.Validate(new SetupOptions { PlanDocument = """{ "Rules": [ { "RuleName": "{{ssm:other}}" } ] }""" }), static fault => fault.Message.Contains("'{{'", StringComparison.Ordinal));
        Assert.Contains("8192", Assert.Single(SetupOptionsValidator.Validate(new SetupOptions { PlanDocument = Large(4) })).Message, StringComparison.Ordinal);
        Assert.Empty(SetupOptionsValidator.Validate(new SetupOptions { ParameterType = "securestring" }));
    }

    [Theory]
    [InlineData("/aws/plan")]
    [InlineData("ssm-plan")]
    [InlineData("/SSM/plan")]
    public void A_name_that_AWS_keeps_for_itself_is_refused_for_a_parameter_that_is_made(string name)
    {
        Assert.Contains("AWS keeps for itself", Assert.Single(SetupOptionsValidator.Validate(new SetupOptions { PlanParameterName = name })).Message, StringComparison.Ordinal);
        Assert.Empty(AwsBackupPlan.Engine.Deployment.DeploymentOptionsValidator.Validate(new() { PlanParameterName = name }));
    }

    [Fact]
    public async Task Opting_in_changes_no_other_type()
    {
        using (var backup = await _scene.Other().ClientAsync())
        {
            await backup.UpdateRegionSettingsAsync(new UpdateRegionSettingsRequest { ResourceTypeOptInPreference = new() { ["RDS"] = false, ["EFS"] = true, ["EBS"] = false } }, Token);
        }

        var before = await TypesAsync();
        await _scene.DoneAsync(new() { OptIn = true });
        var after = await TypesAsync();

        Assert.Equal(before.Count, after.Count);
        Assert.Equal(["Aurora", "RDS"], after.Where(type => before[type.Key] != type.Value).Select(static type => type.Key).Order(StringComparer.Ordinal));
        Assert.True(after["RDS"] && after["Aurora"] && after["EFS"] && !after["EBS"]);
    }

    [Fact]
    public async Task A_key_whose_answer_is_lost_is_not_made_twice_in_one_run()
    {
        _simulator.AddFault(new FaultRule { Service = "kms", Operation = "CreateKey", Kind = FaultKind.AnswerLost });

        await _scene.DoneAsync();

        Assert.Single(_simulator.Requests, static request => request.Operation is "CreateKey");
        Assert.DoesNotContain("key 1", await _scene.StateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_AWS_could_not_make_at_first_is_made_after_a_look()
    {
        _simulator.AddFault(new FaultRule { Service = "kms", Operation = "CreateKey", Kind = FaultKind.ServiceUnavailable });

        await _scene.DoneAsync();

        Assert.Equal(2, _simulator.Requests.Count(static request => request.Operation is "CreateKey"));
        Assert.DoesNotContain("key 1", await _scene.StateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_the_same_description_without_the_tag_is_not_taken_for_one_that_was_begun()
    {
        using (var kms = await _scene.Other().KmsAsync())
        {
            await kms.CreateKeyAsync(new CreateKeyRequest { MultiRegion = true, Description = "Backups of payroll (alias/payroll-key). Made by AwsBackupPlan." }, Token);
        }

        _simulator.ClearRequests();
        await _scene.DoneAsync();

        Assert.Single(_simulator.Requests, static request => request.Operation is "CreateKey");
    }

    [Fact]
    public async Task A_replica_that_never_becomes_ready_fails_in_the_end()
    {
        _simulator.Kms.ReplicaCreation = TimeSpan.FromDays(1);

        var failure = (await _scene.RunAsync()).Failure!;

        Assert.Equal("KeyNotReady", failure.ErrorId);
        Assert.Contains("Done before that: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("us-east-2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_step_says_what_was_done_and_the_statement_that_allows_it()
    {
        _simulator.AddFault(new FaultRule { Service = "kms", Operation = "ReplicateKey", Kind = FaultKind.AccessDenied, Times = 0 });

        var failure = (await _scene.RunAsync()).Failure!;

        Assert.Equal("AccessDenied", failure.ErrorId);
        Assert.Contains("\"kms:ReplicateKey\"", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("\"kms:CreateKey\"", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains("Not done, or not known to be: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_made_is_named_though_what_follows_is_denied()
    {
        _simulator.AddFault(new FaultRule { Service = "kms", Operation = "EnableKeyRotation", Kind = FaultKind.AccessDenied, Times = 0 });

        var failure = (await _scene.RunAsync()).Failure!;

        Assert.Matches("Done before that: key arn:aws:kms:us-east-1:444444444444:key/mrk-[0-9a-f]+ \\(made\\)", failure.Message);
        Assert.DoesNotContain("Nothing was changed before that", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("team/keys")]
    public async Task The_first_denial_has_the_whole_policy_and_with_it_the_account_is_given_all(string? alias)
    {
        const string Role = "Xacnt_Backup_Role";
        var options = new SetupOptions { OptIn = true, KeyAlias = alias, PlanParameterName = "/teams/plan" };
        _simulator.Sts.SetRole(AccountId, Role, new SimulatedRole { Permissions = Simulator.Signing.IamPolicy.OfRole(Engine.Templates.PermissionsPage.RolePolicy.Replace("222222222222", AccountId, StringComparison.Ordinal).Replace("/backupprocess/backupplan", "/teams/plan", StringComparison.Ordinal)) });

        var failure = (await _scene.RunAsync(options, retries: 0)).Failure!;
        var policy = failure.Remedy[failure.Remedy.IndexOf("{\"Version\"", StringComparison.Ordinal)..(failure.Remedy.LastIndexOf('}') + 1)];
        _simulator.Sts.SetRole(AccountId, Role, new SimulatedRole { Permissions = Simulator.Signing.IamPolicy.OfRole(policy) });
        await _scene.DoneAsync(options);

        Assert.Equal("AccessDenied", failure.ErrorId);
        Assert.Contains("'For Initialize-XacntBackupAccount'", failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("older template", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_errors_say_to_allow_leads_from_a_role_that_may_do_nothing_to_an_account_that_has_all()
    {
        const string Role = "Xacnt_Backup_Role";
        // What an error says to allow for an alias holds for the key behind it, and there is none yet.
        var statements = new List<string> { """{"Effect":"Allow","Action":"kms:DescribeKey","Resource":"*"}""" };
        while (true)
        {
            _simulator.Sts.SetRole(AccountId, Role, new SimulatedRole { Permissions = Simulator.Signing.IamPolicy.OfRole($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""") });
            if ((await _scene.RunAsync(new() { OptIn = true }, retries: 0)).Failure is not { } failure)
            {
                break;
            }

            // Behind it comes the whole policy.
            var remedy = failure.Remedy.Split(" The templates give")[0];
            var told = JsonNode.Parse(remedy[remedy.AsSpan().IndexOfAny('[', '{')..(remedy.AsSpan().LastIndexOfAny(']', '}') + 1)])!;
            var fresh = (told is JsonArray several ? several : (IEnumerable<JsonNode?>)[told]).Select(static statement => statement!.ToJsonString()).Where(statement => !statements.Contains(statement, StringComparer.Ordinal)).ToList();
            Assert.True(fresh.Count > 0 && statements.Count < 40, $"After {statements.Count} statements: {failure.Message} | {failure.Remedy}");
            statements.AddRange(fresh);
        }

        _simulator.Sts.SetRole(AccountId, Role, new SimulatedRole());
        Assert.DoesNotContain("key 1", await _scene.StateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restricted_session_is_allowed_what_it_calls_and_nothing_else()
    {
        string[] unseen = ["kms:Decrypt", "kms:TagResource", "kms:PutKeyPolicy", "iam:CreateServiceLinkedRole", "ssm:AddTagsToResource"];
        // A key that was begun is looked at, too.
        using (var kms = await _scene.Other().KmsAsync())
        {
            await kms.CreateKeyAsync(new CreateKeyRequest { MultiRegion = true, Description = "Backups of payroll (alias/payroll-key). Made by AwsBackupPlan." }, Token);
        }

        _simulator.Sts.SetRole(AccountId, "Xacnt_Backup_Role", new SimulatedRole());
        _simulator.ClearRequests();
        var first = await _scene.RunAsync(new() { OptIn = true }, null, 0, Token, isRestricted: true);
        using (var kms = await _scene.Other().KmsAsync())
        {
            await kms.DisableKeyRotationAsync(new DisableKeyRotationRequest { KeyId = first.Result!.KeyId }, Token);
        }

        var second = await _scene.RunAsync(new() { OptIn = true }, null, 0, Token, isRestricted: true);

        Assert.Null(first.Failure?.Message);
        Assert.Equal(DeploymentStatus.Updated, second.Result!.Status);
        var policies = _simulator.Sts.IssuedSessions.Select(static session => session.Caller.SessionPolicy).OfType<Simulator.Signing.IamPolicy>().ToList();
        Assert.All(policies, static policy => Assert.InRange(policy.Text.Length, 100, 2048));
        Assert.Equal(
            policies.SelectMany(static policy => policy.AllowedActions).Distinct(StringComparer.Ordinal).Except(unseen, StringComparer.Ordinal).Order(StringComparer.Ordinal),
            _simulator.Requests.Where(static request => request.Service is not "sts" && !request.PrincipalArn.EndsWith("/other", StringComparison.Ordinal)).Select(static request => $"{request.Service}:{request.Operation}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(StopKind.BeforeTheCall)]
    [InlineData(StopKind.AnswerLost)]
    [InlineData(StopKind.ProcessEnded)]
    [InlineData(StopKind.CredentialsExpired)]
    [InlineData(StopKind.Cancelled)]
    public async Task A_run_that_is_stopped_at_any_call_is_completed_by_the_next_one_without_a_second_key(StopKind kind)
    {
        var options = new SetupOptions { OptIn = true };
        var whole = new SetupScene(_simulator, _time, "300000000000");
        _simulator.ClearRequests();
        await whole.DoneAsync(options);
        var calls = _simulator.Requests.Count;
        var end = await whole.StateAsync();
        Assert.InRange(calls, 15, 60);
        var unharmed = 0;

        for (var call = 1; call <= calls; call++)
        {
            var scene = new SetupScene(_simulator, _time, (300000000000 + call).ToString(System.Globalization.CultureInfo.InvariantCulture));
            _simulator.ClearRequests();
            unharmed += await StoppedAsync(scene, options, kind, call) ? 1 : 0;
            await scene.DoneAsync(options);

            Assert.True(string.Equals(end, await scene.StateAsync(), StringComparison.Ordinal), $"Stopped at call {call} of {calls}: {await scene.StateAsync()}");
            _simulator.ClearRequests();
            Assert.Equal(DeploymentStatus.Unchanged, (await scene.DoneAsync(options)).Status);
            Assert.Empty(Writes);
        }

        Assert.InRange(unharmed, 0, calls / 2);
    }

    private async Task<string> MakeTaggedKeyAsync(string description)
    {
        using var kms = await _scene.Other().KmsAsync();
        return (await kms.CreateKeyAsync(new CreateKeyRequest { MultiRegion = true, Description = description, Tags = [new() { TagKey = "ABS", TagValue = "payroll" }] }, Token)).KeyMetadata.KeyId;
    }

    // Of about 2,500 bytes a rule.
    private static string Large(int rules)
    {
        var tags = string.Join(",", Enumerable.Range(1, 9).Select(static number => $"\"Tag{number}\":\"{new string('v', 250)}\""));
        var written = Enumerable.Range(1, rules).Select(number => $"{{\"RuleName\":\"Rule{number}\",\"Lifecycle\":{{\"DeleteAfterDays\":30}},\"RecoveryPointTags\":{{{tags}}}}}");
        return $"{{\"Rules\":[{string.Join(",", written)}]}}";
    }

    private async Task<bool> StoppedAsync(SetupScene scene, SetupOptions options, StopKind kind, int call)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        foreach (var fault in CrashScene.Faults(kind, call, stop))
        {
            _simulator.AddFault(fault);
        }

        try
        {
            return (await scene.RunAsync(options, null, retries: 0, stop.Token)).Failure is null;
        }
        catch (OperationCanceledException) when (kind == StopKind.Cancelled)
        {
            return false;
        }
        finally
        {
            _simulator.ClearFaults();
        }
    }

    private async Task<Dictionary<string, bool>> TypesAsync()
    {
        using var backup = await _scene.Other().ClientAsync();
        return (await backup.DescribeRegionSettingsAsync(new DescribeRegionSettingsRequest(), Token)).ResourceTypeOptInPreference;
    }
}
