using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Lambda.Tests.Harness;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Lambda.Tests;

/// <summary>What the function that creates does with an event.</summary>
public sealed class CreationTests
{
    [Fact]
    public async Task The_event_of_the_sample_makes_the_backup_set_and_the_answer_has_its_shape_and_the_ids()
    {
        await using var scene = await FunctionScene.StartAsync();

        var answer = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal(["statusCode", "body"], answer.Content.Select(static member => member.Key));
        Assert.Equal(200, answer.StatusCode);
        Assert.Equal("1 backup set: 1 done, 0 failed.", (string)answer.Body["Message"]!);
        var result = answer.Results[0]!;
        Assert.Equal("Created", (string)result["Status"]!);
        Assert.Equal(["arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault", "arn:aws:backup:us-east-2:222222222222:backup-vault:payroll-Vault"], result["VaultArn"]!.AsArray().Select(static arn => (string)arn!));
        Assert.Equal(("payroll-RDS-BackupPlan-Default", "payroll-RDS-BackupSelection-Default"), ((string)result["PlanName"]!, (string)result["SelectionName"]!));
        Assert.All(["PlanId", "PlanArn", "PlanVersionId", "SelectionId"], id => Assert.NotEmpty((string)result[id]!));
        Assert.Equal(["Create", "Create", "Create", "Create"], result["Changes"]!.AsArray().Select(static change => (string)change!["Action"]!));
        Assert.Equal("CreateBackupPlan, CreateBackupSelection, CreateBackupVault, CreateBackupVault", string.Join(", ", scene.Writes().Split(", ").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_second_event_changes_nothing_in_the_same_process_and_in_another()
    {
        await using var scene = await FunctionScene.StartAsync();
        await scene.InvokeAsync(FunctionScene.SampleEvent);
        scene.Simulator.ClearRequests();

        var same = await scene.InvokeAsync(FunctionScene.SampleEvent);
        scene.Start("Create");
        var other = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal((200, 200), (same.StatusCode, other.StatusCode));
        Assert.Equal(("222222222222: Unchanged", "222222222222: Unchanged"), (same.Outcomes, other.Outcomes));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task The_external_id_is_that_of_the_environment_unless_the_event_has_another()
    {
        await using var scene = await FunctionScene.StartAsync(options: new SimulatorOptions { ExternalId = "of-the-environment" }, environment: ("XACNT_EXTERNAL_ID", "of-the-environment"));

        var wrong = await scene.InvokeAsync("""{ "ABSName": "payroll", "AccountId": "222222222222", "ExternalId": "of-the-event" }""");
        var right = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal((500, "222222222222: Failed (RoleNotAssumable)"), (wrong.StatusCode, wrong.Outcomes));
        Assert.Equal((200, "222222222222: Created"), (right.StatusCode, right.Outcomes));
    }

    [Fact]
    public async Task The_environment_says_what_the_event_does_not()
    {
        var onboarding = new OnboardingOptions { Region = "eu-west-1", CopyRegions = ["eu-central-1", "eu-north-1"], KeyAlias = "alias/team-key", PlanParameterName = "/team/plan", TagKey = "Team" };
        await using var scene = await FunctionScene.StartAsync(
            onboarding: onboarding,
            environment:
            [
                ("XACNT_REGION", "eu-west-1"), ("XACNT_COPY_REGION", "eu-central-1,eu-north-1"), ("XACNT_KEY_ALIAS", "alias/team-key"), ("XACNT_PLAN_PARAMETER_NAME", "/team/plan"), ("XACNT_TAG_KEY", "Team"),
                ("XACNT_ROLE_NAME", "Xacnt_Backup_Role"), ("XACNT_BACKUP_ROLE_NAME", "AWSBackup-Custom"), ("XACNT_EXTERNAL_ID", string.Empty),
            ]);

        var answer = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.Equal("222222222222: Created", answer.Outcomes);
        Assert.Equal(["eu-west-1", "eu-central-1", "eu-north-1"], answer.Results[0]!["VaultArn"]!.AsArray().Select(static arn => ((string)arn!).Split(':')[3]));
    }

    [Fact]
    public async Task The_event_says_what_the_environment_says_otherwise_in_another_partition()
    {
        await using var scene = await FunctionScene.StartAsync(onboarding: new OnboardingOptions { Region = "us-gov-west-1", CopyRegions = ["us-gov-east-1"] }, environment: ("XACNT_TAG_KEY", "Other"));

        var answer = await scene.InvokeAsync("""{ "ABSName": "payroll", "AccountId": "222222222222", "Region": "us-gov-west-1", "CopyRegion": ["us-gov-east-1"], "TagKey": "ABS" }""");

        Assert.Equal("222222222222: Created", answer.Outcomes);
        Assert.Equal("arn:aws-us-gov:backup:us-gov-west-1:222222222222:backup-vault:payroll-Vault", (string)answer.Results[0]!["VaultArn"]![0]!);
    }

    [Fact]
    public async Task An_empty_list_of_copy_Regions_in_the_environment_is_none()
    {
        await using var scene = await FunctionScene.StartAsync(environment: ("XACNT_COPY_REGION", " "));

        var answer = await scene.InvokeAsync("""{ "ABSName": "payroll", "AccountId": "222222222222", "NoCopy": true, "WhatIf": true }""");

        Assert.Empty(answer.Results[0]!["CopyRegion"]!.AsArray());
    }

    [Fact]
    public async Task A_row_of_a_list_of_accounts_has_nothing_but_texts_and_empty_cells()
    {
        await using var scene = await FunctionScene.StartAsync(onboarding: new OnboardingOptions { CopyRegions = ["us-east-2", "us-west-2"] });

        var answer = await scene.InvokeAsync("""{ "\ufeffAccountId": "222222222222", "ABSName ": "payroll", "Region": "", "CopyRegion": "us-east-2;us-west-2", "RoleName": " ", "ExternalId": "", "DeleteAfterDays": "400", "NoCopy": "false", "WhatIf": "True" }""");

        Assert.Equal((200, "222222222222: WhatIf"), (answer.StatusCode, answer.Outcomes));
        Assert.Equal(["us-east-2", "us-west-2"], answer.Results[0]!["CopyRegion"]!.AsArray().Select(static region => (string)region!));
        Assert.Empty(scene.Writes());
    }

    [Fact]
    public async Task What_a_list_of_accounts_has_around_its_headers_does_not_count()
    {
        await using var scene = await FunctionScene.StartAsync();

        var answer = await scene.InvokeAsync("""{ "\uFEFFAccountId": "222222222222", " ABSName ": "payroll", "\uFEFF CopyRegion\t": "us-east-2" }""");

        Assert.Equal("222222222222: Created", answer.Outcomes);
    }

    [Fact]
    public async Task A_central_vault_is_looked_at_anew_for_each_event_of_a_process()
    {
        const string CentralAccount = "333333333333";
        const string Event = """{ "ABSName": "payroll", "AccountId": "222222222222", "CentralVaultArn": "arn:aws:backup:us-east-1:333333333333:backup-vault:Central", "DeleteAfterDays": 35 }""";
        await using var scene = await FunctionScene.StartAsync();
        using var management = await new OtherWriter(scene.Simulator, new SimulatorOptions().ManagementAccount, "us-east-1").ClientAsync();
        await management.UpdateGlobalSettingsAsync(new UpdateGlobalSettingsRequest { GlobalSettings = new() { ["isCrossAccountBackupEnabled"] = "true" } }, TestContext.Current.CancellationToken);
        using var central = await new OtherWriter(scene.Simulator, CentralAccount, "us-east-1").ClientAsync();
        await central.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = "Central", EncryptionKeyArn = scene.Simulator.Kms.AddKey(CentralAccount, "us-east-1") }, TestContext.Current.CancellationToken);

        var without = await scene.InvokeAsync(Event);
        scene.Simulator.Backup.SetAccessPolicy(
            CentralAccount,
            "us-east-1",
            "Central",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}]}""");
        var with = await scene.InvokeAsync(Event);

        Assert.Equal("222222222222: Blocked (CentralVaultPolicyMissing)", without.Outcomes);
        Assert.Equal("222222222222: Created", with.Outcomes);
    }

    [Fact]
    public async Task Calls_to_AWS_bear_what_X_Ray_follows_the_invocation_by()
    {
        await using var scene = await FunctionScene.StartAsync(environment: ("AWS_LAMBDA_FUNCTION_NAME", "CreateBackupLambda"));

        await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.All(scene.Simulator.Requests, static request => Assert.Equal(FakeRuntime.TraceId, request.TraceId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_plan_document_in_the_event_takes_the_place_of_the_parameter(bool asText)
    {
        await using var scene = await FunctionScene.StartAsync();
        JsonNode document = JsonNode.Parse("""[{ "Rules": [{ "ScheduleExpression": "cron(0 5 ? * * *)", "Lifecycle": { "DeleteAfterDays": 35 } }] }, { "ABS": "ABSName" }]""")!;

        var answer = await scene.InvokeAsync(new JsonObject { ["ABSName"] = "payroll", ["AccountId"] = "222222222222", ["NoCopy"] = true, ["PlanDocument"] = asText ? document.ToJsonString() : document }.ToJsonString());

        Assert.Equal((200, "222222222222: Created"), (answer.StatusCode, answer.Outcomes));
        Assert.DoesNotContain(scene.Simulator.Requests, static request => request.Operation is "GetParameter");
    }

    [Fact]
    public async Task What_fails_is_told_with_its_remedy_and_is_no_error_of_the_function()
    {
        await using var scene = await FunctionScene.StartAsync(onboarding: new OnboardingOptions { PlanDocument = null });

        var answer = await scene.InvokeAsync(FunctionScene.SampleEvent);

        Assert.False(answer.IsError);
        Assert.Equal(500, answer.StatusCode);
        var result = answer.Results[0]!;
        Assert.Equal("Failed", (string)result["Status"]!);
        Assert.Contains("/backupprocess/backupplan", (string)result["Message"]!, StringComparison.Ordinal);
        Assert.NotEmpty((string)result["Remedy"]!);
        Assert.Empty(scene.Writes());
    }
}
