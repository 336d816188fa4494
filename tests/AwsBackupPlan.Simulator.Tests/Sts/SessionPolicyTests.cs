using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Sts;

public sealed class SessionPolicyTests(PythonPeer python)
{
    private const string Role = "arn:aws:iam::222222222222:role/Xacnt_Backup_Role";

    private const string Prologue = $$"""
        import json
        def session(*statements):
            policy = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
            return client("sts").assume_role(RoleArn="{{Role}}", RoleSessionName="run", Policy=policy)["Credentials"]
        def allow(action, resource="*"):
            return {"Effect": "Allow", "Action": action, "Resource": resource}
        def deny(action, resource="*"):
            return {"Effect": "Deny", "Action": action, "Resource": resource}

        """;

    [Theory]
    [InlineData("""allow("backup:ListBackupPlans")""", "")]
    [InlineData("""allow(["backup:list*"])""", "")]
    [InlineData("""allow("*")""", "")]
    [InlineData("""allow("backup:List?ackupPlans")""", "")]
    [InlineData("""allow("backup:ListBackupVaults")""", "because no session policy allows the backup:ListBackupPlans action")]
    [InlineData("""allow("*"), deny("backup:ListBackup*")""", "with an explicit deny in a session policy")]
    public async Task A_session_can_do_what_its_policy_allows_and_nothing_else(string statements, string refused)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var result = await python.RunAsync(sim, Prologue + $"""
            backup = client("backup", credentials=session({statements}))
            try:
                backup.list_backup_plans()
                result = ""
            except Exception as error:
                result = error.response["Error"]["Code"] + ": " + error.response["Error"]["Message"]
            """);

        Assert.Equal(
            refused.Length == 0 ? string.Empty : $"AccessDeniedException: User: arn:aws:sts::222222222222:assumed-role/Xacnt_Backup_Role/run is not authorized to perform: backup:ListBackupPlans on resource: * {refused}",
            (string?)result);
    }

    [Theory]
    [InlineData("backup-vault:mine", "mine", true)]
    [InlineData("backup-vault:*", "mine", true)]
    [InlineData("backup-vault:mine", "theirs", false)]
    public async Task A_resource_bounds_what_is_allowed(string pattern, string vault, bool isAllowed)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var result = await python.RunAsync(sim, Prologue + $"""
            backup = client("backup", credentials=session(allow("backup:*", "arn:aws:backup:*:222222222222:{pattern}"), allow(["kms:*", "backup-storage:*"])))
            try:
                backup.create_backup_vault(BackupVaultName="{vault}")
                result = True
            except Exception as error:
                result = False
            """);

        Assert.Equal(isAllowed, (bool?)result);
    }

    [Fact]
    public async Task What_AWS_Backup_does_on_the_caller_s_behalf_has_to_be_allowed_too()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var refusal = await python.RunAsync(sim, Prologue + """
            backup = client("backup", credentials=session(allow("backup:*")))
            result = refusal(backup.create_backup_vault, BackupVaultName="mine")
            """);

        Assert.Contains("no session policy allows the backup-storage:MountCapsule action", (string?)refusal["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Version": "2012-10-17"}""", "MalformedPolicyDocument")]
    [InlineData("""{"Version": "2013-01-01", "Statement": []}""", "MalformedPolicyDocument")]
    [InlineData("""{"Statement": {"Effect": "Maybe", "Action": "*", "Resource": "*"}}""", "MalformedPolicyDocument")]
    [InlineData("""{"Statement": {"Effect": "Allow", "Action": "everything", "Resource": "*"}}""", "MalformedPolicyDocument")]
    [InlineData("""{"Statement": {"Effect": "Allow", "Action": "*"}}""", "MalformedPolicyDocument")]
    [InlineData("""{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "vault"}}""", "MalformedPolicyDocument")]
    [InlineData("""{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}""", "MalformedPolicyDocument")]
    [InlineData("""{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {}}}""", "NotImplemented")]
    [InlineData("""{"Statement": {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}}""", "NotImplemented")]
    public async Task What_is_no_policy_or_is_not_simulated_is_refused(string policy, string code)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var refusal = await python.RunAsync(sim, $"""result = refusal(client("sts").assume_role, RoleArn="{Role}", RoleSessionName="run", Policy='{policy}')""");

        Assert.StartsWith(code, (string?)refusal["code"], StringComparison.Ordinal);
    }
}
