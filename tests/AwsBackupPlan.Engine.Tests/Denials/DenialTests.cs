using System.Text.Json;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Tests.Crashes;
using AwsBackupPlan.Engine.Tests.Faults;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Signing;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Engine.Tests.Denials;

/// <summary>Every operation that a run calls is denied, alone: the failure says who is denied what on which resource, and the statement that would allow it.</summary>
public sealed class DenialTests
{
    private const string Role = "Xacnt_Backup_Role";

    private static readonly FaultRun Replace = new("replace", static scene => scene.DeployedAsync(), static (scene, engine, token) => DeployAsync(scene, engine, new() { ResourceTypes = ["RDS"] }, token));

    private static readonly FaultRun Adopt = new("adopt", static scene => scene.StrangelyMadeAsync(), static (scene, engine, token) => DeployAsync(scene, engine, new() { Adopt = true }, token));

    // What AWS Backup has of the key of a vault.
    private static readonly PolicyContext ThroughBackup = new(new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
    {
        ["kms:ViaService"] = ["backup.us-east-1.amazonaws.com"],
        ["kms:GrantIsForAWSResource"] = ["true"],
        ["iam:PassedToService"] = ["backup.amazonaws.com"],
    });

    private static IEnumerable<FaultRun> All => [.. FaultRun.All, Replace, Adopt, .. TeardownRun.All];

    public static TheoryData<string> Runs => [.. All.Select(static run => run.Name)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Each_operation_that_is_denied_alone_is_told_with_action_role_resource_and_statement(string name)
    {
        await using var fleet = await FaultFleet.StartAsync();
        var run = All.Single(run => string.Equals(run.Name, name, StringComparison.Ordinal));
        var (calls, wanted) = await CallsAsync(fleet, run);
        var told = calls.Count;
        foreach (var (service, operation, elsewhere) in calls.Where(static call => call.Service is not "sts"))
        {
            var scene = await fleet.AccountAsync(run);
            fleet.Simulator.AddFault(new FaultRule { Service = service, Operation = operation, AccountId = elsewhere ?? scene.Target.AccountId, Kind = FaultKind.AccessDenied, Times = 0 });

            var (failure, _) = await fleet.RunAsync(run, scene, retries: 0);

            fleet.Simulator.ClearFaults();
            var at = $"{name}, {operation} denied";
            if (failure is null)
            {
                // Only what explains; the end is the same without it.
                Assert.Equal(wanted, await scene.StateAsync());
                told--;
                continue;
            }

            var text = $"{at}: {failure.Message} | {failure.Remedy}";
            Assert.True(failure.Category is FailureCategory.PermissionDenied, text);
            Assert.True(failure.Message.Contains($"arn:aws:iam::{scene.Target.AccountId}:role/{Role} is denied {service}:{operation} on ", StringComparison.Ordinal), text);
            Assert.True(failure.Message.Contains($"{service}:{operation} on any resource", StringComparison.Ordinal) == IsOnNoResource(operation), text);
            AssertAllows(failure, $"{service}:{operation}", text);
            AssertTellsHowFar(failure, run, text);
        }

        // What is denied in the account of a central vault is a warning.
        var warned = calls.Count(static call => call.Service is not "sts" && call.Elsewhere is not null);
        Assert.InRange(told, Math.Max(1, calls.Count - 2 - warned), calls.Count - warned);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task What_the_errors_say_to_allow_leads_from_a_role_that_may_do_nothing_to_a_run_that_goes_well(string name)
    {
        const int Enough = 40;
        await using var fleet = await FaultFleet.StartAsync();
        var run = All.Single(run => string.Equals(run.Name, name, StringComparison.Ordinal));
        var reference = await fleet.AccountAsync(run);
        var (none, wantedFound) = await fleet.RunAsync(run, reference, retries: 0);
        Assert.Null(none?.Message);
        var scene = await fleet.AccountAsync(run);
        var statements = new List<string>();
        AccountFailure? failure;
        string found;
        while (true)
        {
            var policy = IamPolicy.OfRole($$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""");
            fleet.Simulator.Sts.SetRole(scene.Target.AccountId, Role, new SimulatedRole { Permissions = policy });
            (failure, found) = await fleet.RunAsync(run, scene, retries: 0);
            if (failure is null)
            {
                break;
            }

            var fresh = Statements(failure.Remedy).Where(statement => !statements.Contains(statement, StringComparer.Ordinal)).ToList();
            Assert.True(fresh.Count > 0 && statements.Count < Enough, $"After {statements.Count} statements: {failure.Message} | {failure.Remedy}");
            statements.AddRange(fresh);
        }

        fleet.Simulator.Sts.SetRole(scene.Target.AccountId, Role, new SimulatedRole());
        Assert.Equal($"{wantedFound}\n{await reference.StateAsync()}", $"{found}\n{await scene.StateAsync()}");
        // What it may do now is for the set alone: no action on all resources but those that take none.
        Assert.All(statements, static statement => Assert.False(Covers(statement, "backup:DeleteBackupVault", "arn:aws:backup:us-east-1:300000000001:backup-vault:another")));
    }

    [Theory]
    [InlineData("with an explicit deny in a service control policy", "A service control policy of the organization denies it explicitly")]
    [InlineData("because no service control policy allows the backup:CreateBackupVault action", "A service control policy of the organization does not allow it")]
    [InlineData("with an explicit deny in a resource control policy", "A resource control policy of the organization denies it explicitly")]
    [InlineData("because no permissions boundary allows the backup:CreateBackupVault action", "The permissions boundary of the role does not allow it")]
    [InlineData("with an explicit deny in a permissions boundary", "The permissions boundary of the role denies it explicitly")]
    [InlineData("because no session policy allows the backup:CreateBackupVault action", "The session policy of -RestrictSession does not allow it")]
    [InlineData("because no VPC endpoint policy allows the backup:CreateBackupVault action", "The policy of the VPC endpoint")]
    [InlineData("with an explicit deny in a resource-based policy", "The policy of the resource itself")]
    [InlineData("with an explicit deny in an identity-based policy", "A policy of the role denies it explicitly")]
    [InlineData("because no identity-based policy allows the backup:CreateBackupVault action", "Add to a policy of arn:aws:iam::222222222222:role/Xacnt_Backup_Role: ")]
    public async Task The_kind_of_policy_that_denied_it_is_told_where_AWS_tells_it(string because, string remedy)
    {
        await using var scene = await Scenes.Scene.StartAsync();
        const string Vault = "arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault";
        Deny(scene, "CreateBackupVault", $"User: arn:aws:sts::222222222222:assumed-role/{Role}/AwsBackupPlan is not authorized to perform: backup:CreateBackupVault on resource: {Vault} {because}");

        var failure = (await scene.DeployAsync()).Failure!;

        Assert.Contains($"is denied backup:CreateBackupVault on {Vault}. ", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith(remedy, failure.Remedy, StringComparison.Ordinal);
        AssertAllows(failure, "backup:CreateBackupVault", failure.Remedy);
    }

    [Fact]
    public async Task A_denial_of_what_AWS_Backup_does_on_the_role_s_behalf_names_that_action_and_its_resource()
    {
        await using var scene = await Scenes.Scene.StartAsync();
        var key = scene.Account.KeyArns[0];
        Deny(scene, "CreateBackupVault", $"User: arn:aws:sts::222222222222:assumed-role/{Role}/AwsBackupPlan is not authorized to perform: kms:CreateGrant on resource: {key} because no identity-based policy allows the kms:CreateGrant action");

        var failure = (await scene.DeployAsync()).Failure!;

        Assert.Contains($"is denied kms:CreateGrant on {key}. ", failure.Message, StringComparison.Ordinal);
        Assert.True(Statements(failure.Remedy).Exists(statement => Covers(statement, "kms:CreateGrant", key)), failure.Remedy);
        // A role that does as it is told may still not decrypt what the key encrypts.
        Assert.DoesNotContain(Statements(failure.Remedy), statement => IamPolicy.OfRole($$"""{"Statement":{{statement}}}""").Allows("kms:Decrypt", key, new PolicyContext(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal))));
        Assert.True(Statements(failure.Remedy).Exists(statement => Covers(statement, "backup:CreateBackupVault", "arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault")), failure.Remedy);
    }

    [Theory]
    [InlineData("User: someone is not authorized to perform: kms:CreateGrant on resource: arn:aws:kms:us-east-1:222222222222:key/mrk-1 because no identity-based policy allows the kms:CreateGrant action", true)]
    [InlineData("Insufficient privileges to perform this action.", true)]
    [InlineData("User: someone is not authorized to perform: kms:CreateGrant on resource: arn:aws:kms:us-east-1:222222222222:key/mrk-1 with an explicit deny in an identity-based policy", false)]
    [InlineData("User: someone is not authorized to perform: backup:TagResource on resource: arn:aws:backup:us-east-1:222222222222:backup-vault:payroll-Vault because no identity-based policy allows the backup:TagResource action", false)]
    public async Task Where_a_vault_is_denied_its_key_the_alias_may_be_too_new_for_the_policy_and_that_is_told(string message, bool isTold)
    {
        await using var scene = await Scenes.Scene.StartAsync();
        Deny(scene, "CreateBackupVault", message);

        var failure = (await scene.DeployAsync()).Failure!;

        Assert.Equal(isTold, failure.Remedy.Contains("in the last five minutes, wait that long and run this again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_action_that_the_module_does_not_know_of_is_allowed_as_AWS_names_it()
    {
        await using var scene = await Scenes.Scene.StartAsync();
        Deny(scene, "CreateBackupVault", "User: someone is not authorized to perform: backup-storage:NewAction on resource: arn:aws:backup-storage:us-east-1:222222222222:thing/1 because no identity-based policy allows the backup-storage:NewAction action");

        var failure = (await scene.DeployAsync()).Failure!;

        Assert.True(Statements(failure.Remedy).Exists(static statement => Covers(statement, "backup-storage:NewAction", "arn:aws:backup-storage:us-east-1:222222222222:thing/1")), failure.Remedy);
    }

    [Fact]
    public async Task A_recovery_point_stays_and_the_action_is_named_when_AWS_Backup_may_not_make_its_service_linked_role()
    {
        await using var scene = await Scenes.Scene.StartAsync();
        await scene.DeployedAsync();
        scene.AddPoints(Scenes.Scene.Primary, 1);
        var policy = IamPolicy.OfRole("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:CreateServiceLinkedRole","Resource":"*"}]}""");
        scene.Simulator.Sts.SetRole(Scenes.Scene.AccountId, Role, new SimulatedRole { Permissions = policy });

        var result = (await scene.RemoveAsync()).Result!;

        var left = Assert.Single(result.Remaining, static left => left.ResourceType == BackupResourceType.RecoveryPoint);
        Assert.Contains("iam:CreateServiceLinkedRole on arn:aws:iam::222222222222:role/aws-service-role/backup.amazonaws.com/", left.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_and_what_not_is_told_when_a_change_is_denied()
    {
        await using var scene = await Scenes.Scene.StartAsync();
        Deny(scene, "CreateBackupSelection", message: null);

        var failure = (await scene.DeployAsync()).Failure!;

        Assert.Contains("Done before that: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("vault payroll-Vault in us-east-1 (create)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("plan payroll-RDS-BackupPlan-Default in us-east-1 (create)", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Not done, or not known to be: selection payroll-RDS-BackupSelection-Default in us-east-1 (create).", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("because no identity-based policy allows the sts:AssumeRole action", "Allow sts:AssumeRole on")]
    [InlineData("with an explicit deny in a service control policy", "A service control policy of the organization denies it explicitly")]
    [InlineData("because no permissions boundary allows the sts:AssumeRole action", "The permissions boundary of the caller does not allow it")]
    [InlineData("", "Check, in this order")]
    public async Task A_role_that_cannot_be_assumed_is_told_with_the_statements_of_both_sides(string because, string remedy)
    {
        await using var scene = await Scenes.Scene.StartAsync();
        const string Arn = $"arn:aws:iam::222222222222:role/{Role}";
        Deny(scene, "AssumeRole", $"User: arn:aws:sts::111111111111:assumed-role/Operators/joe is not authorized to perform: sts:AssumeRole on resource: {Arn} {because}", "sts");

        var failure = (await scene.DeployAsync(target: scene.Target with { ExternalId = "canary-external-id" })).Failure!;

        Assert.StartsWith(remedy, failure.Remedy, StringComparison.Ordinal);
        var statements = Statements(failure.Remedy);
        Assert.Equal(2, statements.Count);
        using var trust = JsonDocument.Parse(statements[0]);
        Assert.Equal("arn:aws:iam::111111111111:role/Operators", trust.RootElement.GetProperty("Principal").GetProperty("AWS").GetString());
        Assert.Equal("THE ID GIVEN WITH -ExternalId", trust.RootElement.GetProperty("Condition").GetProperty("StringEquals").GetProperty("sts:ExternalId").GetString());
        Assert.True(Covers(statements[1], "sts:AssumeRole", Arn), statements[1]);
        Assert.DoesNotContain("canary", failure.Message + failure.Remedy + failure.Exception, StringComparison.Ordinal);
    }

    private static async Task<(AccountFailure? Failure, string Found)> DeployAsync(CrashScene scene, BackupEngine engine, DeploymentOptions options, CancellationToken token) =>
        ((await engine.DeployAsync(scene.Target, options, scene.Observer, token)).Failure, string.Empty);

    private static async Task<(IReadOnlyList<(string Service, string Operation, string? Elsewhere)> Calls, string State)> CallsAsync(FaultFleet fleet, FaultRun run)
    {
        var scene = await fleet.AccountAsync(run);
        fleet.Simulator.ClearRequests();
        var (failure, _) = await fleet.RunAsync(run, scene, retries: 0);
        Assert.Null(failure?.Message);
        return ([.. fleet.Simulator.Requests.Select(request => (request.Service, request.Operation, string.Equals(request.AccountId, scene.Target.AccountId, StringComparison.Ordinal) ? null : request.AccountId)).Distinct()], await scene.StateAsync());
    }

    private static void Deny(Scenes.Scene scene, string operation, string? message, string service = "backup") =>
        scene.Simulator.AddFault(new FaultRule { Service = service, Operation = operation, Kind = FaultKind.AccessDenied, Times = 0, Message = message });

    // AWS has no resource for the lists of a whole account.
    private static bool IsOnNoResource(string operation) => operation is "ListBackupVaults" or "ListBackupPlans" or "ListBackupJobs" or "ListCopyJobs" or "ListRestoreJobs" or "ListLegalHolds";

    private static void AssertAllows(AccountFailure failure, string action, string text)
    {
        var allowed = Statements(failure.Remedy).Where(statement => Actions(statement).Contains(action, StringComparer.Ordinal)).ToList();
        // One, but for what several Regions are denied at once.
        Assert.True(allowed.Count > 0, text);
        Assert.True(allowed.Exists(statement => Named(statement).Any(named => failure.Message.Contains($"{action} on {named}", StringComparison.Ordinal))), text);
    }

    // Of recovery points the statement has all, and the message one, or tells once what is the same for each.
    private static string[] Named(string statement)
    {
        using var document = JsonDocument.Parse(statement);
        var resource = document.RootElement.GetProperty("Resource").GetString()!;
        return resource switch
        {
            "*" => ["any resource (*). AWS: "],
            _ when resource.EndsWith(":*", StringComparison.Ordinal) => ["it. AWS: ", resource[..^1]],
            _ => [$"{resource}. AWS: "],
        };
    }

    private static void AssertTellsHowFar(AccountFailure failure, FaultRun run, string text) => Assert.True(
        run.Name is "get" or "compare" or "jobs"
            || failure.Message.Contains("Nothing was changed before that.", StringComparison.Ordinal) || failure.Message.Contains("Done before that: ", StringComparison.Ordinal)
            || failure.Message.Contains("Nothing was changed. Not done, or not known to be: ", StringComparison.Ordinal) || failure.Message.Contains("Done: ", StringComparison.Ordinal)
            || failure.Message.Contains("Nothing was touched.", StringComparison.Ordinal) || failure.Message.Contains("Before that: ", StringComparison.Ordinal) || failure.Message.Contains("is not wholly removed", StringComparison.Ordinal),
        text);

    private static List<string> Statements(string remedy)
    {
        var found = new List<string>();
        for (var at = 0; (at = remedy.IndexOf('{', at)) >= 0;)
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(remedy[at..]), new JsonReaderOptions { AllowMultipleValues = true });
            reader.Read();
            reader.Skip();
            var length = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(remedy[at..])[..(int)reader.BytesConsumed]).Length;
            found.Add(remedy.Substring(at, length));
            at += length;
        }

        return found;
    }

    private static string[] Actions(string statement)
    {
        using var document = JsonDocument.Parse(statement);
        var actions = document.RootElement.GetProperty("Action");
        return actions.ValueKind is JsonValueKind.Array ? [.. actions.EnumerateArray().Select(static action => action.GetString()!)] : [actions.GetString()!];
    }

    private static bool Covers(string statement, string action, string resource)
    {
        using var document = JsonDocument.Parse(statement);
        return !document.RootElement.TryGetProperty("Principal", out _) && IamPolicy.OfRole($$"""{"Statement":{{statement}}}""").Allows(action, resource, ThroughBackup);
    }
}
