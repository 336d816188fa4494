using System.Management.Automation;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Sts;

namespace AwsBackupPlan.Module.Tests.Showing;

/// <summary>
/// Canaries go through every path by which a secret comes in, and everything that comes out is searched for them: all streams at their most talkative, errors and what they hold to
/// full depth, results as JSON, what the host shows.
/// </summary>
public sealed class SecretTests : CmdletTest
{
    private const string ExternalId = "canary-of-the-external-id";
    private const string HopExternalId = "canary-of-the-hop";
    private const string DocumentCanary = "canary-of-the-document";
    private const string FileCanary = "canary-of-the-credentials-file";
    private const string MfaCode = "918273";
    private const string Secured = "200000000003";

    private const string Everything = """
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        $accounts | New-XacntBackupPlan -WhatIf | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | New-XacntBackupPlan | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Compare-XacntBackupPlan | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Get-XacntBackupPlan | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Remove-XacntBackupResource -Force | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        Get-XacntBackupAccount | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Get-XacntBackupPlan | Out-Default
        $Error | Out-Default
        """;

    private const string Watching = """
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        $accounts | New-XacntBackupPlan -VaultAccessPolicy Protect -CentralVaultArn arn:aws:backup:us-east-1:333333333333:backup-vault:Central | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | New-XacntBackupPlan -VaultAccessPolicy Protect | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Set-XacntVaultLock -MinRetentionDays 7 -Force | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Set-XacntBackupNotification -TopicName backups | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Get-XacntProtectedResource | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Get-XacntRecoveryPoint | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Start-XacntBackupJob | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Get-XacntBackupJob | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Wait-XacntBackupJob -JobId 8B0C2A5E-1F3D-4C6B-9A7E-5D4F3B2A1C0E | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | New-XacntBackupAudit -BucketName reports | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Get-XacntBackupAudit | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Start-XacntAuditReport -NoWait | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Get-BackupComplianceReport -Source Both -FailOn Low | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $accounts | Remove-XacntBackupAudit -Force | ForEach-Object { $_; $_ | ConvertTo-Json -Depth 8 }
        $Error | Out-Default
        """;

    [Theory]
    [InlineData("all goes well")]
    [InlineData("the external id is another")]
    [InlineData("the external id of the role between is another")]
    [InlineData("the signature does not match")]
    [InlineData("the session has expired")]
    [InlineData("a denial that quotes")]
    [InlineData("a fault that quotes")]
    [InlineData("half an answer")]
    [InlineData("a parameter that is wrong")]
    public async Task No_secret_comes_out(string path)
    {
        Prepare(path);

        var run = await Session.RunAsync(Everything);

        Assert.NotEmpty(run.Errors);
        Assert.Equal(path is not "a parameter that is wrong", run.Verbose.Count > 0);
        await AssertHiddenAsync(run, [ModuleSession.SecretKey, ExternalId, HopExternalId, DocumentCanary, .. Simulator.Sts.IssuedSessions.SelectMany(static session => new[] { session.SecretAccessKey, session.SessionToken })]);
    }

    [Theory]
    [InlineData("all goes well")]
    [InlineData("the external id is another")]
    [InlineData("a denial that quotes")]
    [InlineData("a parameter that is wrong")]
    public async Task Nor_does_any_where_vaults_are_locked_and_protected_databases_and_recovery_points_are_told_and_all_is_judged(string path)
    {
        Prepare(path);

        var run = await Session.RunAsync(Watching);

        Assert.NotEmpty(run.Errors);
        await AssertHiddenAsync(run, [ModuleSession.SecretKey, ExternalId, HopExternalId, DocumentCanary, .. Simulator.Sts.IssuedSessions.SelectMany(static session => new[] { session.SecretAccessKey, session.SessionToken })]);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ AccountId = '12'; AbsName = 'payroll'; ExternalId = $id }")]
    [InlineData("@{ AccountId = '12'; AbsName = 'payroll'; ExternalId = $id }")]
    [InlineData("@{ AccountId = ''; AbsName = 'payroll'; ExternalId = $id }")]
    [InlineData("@{ AbsName = 'payroll'; ExternalId = $id }")]
    [InlineData("@{ AccountId = '200000000001'; Unknown = 'x'; ExternalId = $id }")]
    [InlineData("[pscustomobject]@{ AbsName = 'payroll'; ExternalId = $id }")]
    [InlineData("[AwsBackupPlan.BackupAccount]@{ AccountId = '12'; ExternalId = $id }")]
    [InlineData("@{ AccountId = '200000000001'; AbsName = 'payroll'; ExternalId = \"$id with a space\" }")]
    public async Task Input_that_is_refused_is_told_without_its_external_id(string input)
    {
        Session.Set("id", ExternalId);

        var run = await Session.RunAsync($"{input} | New-XacntBackupPlan -Verbose");

        Assert.NotEmpty(run.Errors);
        await AssertHiddenAsync(run, [ExternalId, ModuleSession.SecretKey]);
    }

    [Theory]
    [InlineData("mfa", MfaCode)]
    [InlineData("wrong", FileCanary)]
    [InlineData("process", FileCanary)]
    [InlineData("printed", FileCanary)]
    [InlineData("broken", FileCanary)]
    public async Task What_a_profile_holds_and_what_its_user_answers_comes_out_nowhere(string profile, string canary)
    {
        WriteProfiles();
        Simulator.Sts.SetRole("111111111111", "Operator", new() { Mfa = new("arn:aws:iam::111111111111:mfa/operator", "123456"), ExternalId = ExternalId });
        Simulator.AddFault(new FaultRule { Service = "sts", Operation = "GetCallerIdentity", Kind = FaultKind.AccessDenied, Times = 0 });
        Session.Set("PSDefaultParameterValues", new DefaultParameterDictionary
        {
            ["*-Xacnt*:EndpointUrl"] = Simulator.Endpoint.ToString(),
            ["*-Xacnt*:ProfileName"] = profile,
            ["*-Xacnt*:ProfileLocation"] = Path.Combine(Folder.FullName, profile is "broken" ? "broken" : "credentials"),
        });
        Session.Host.Recording.WillAnswer(MfaCode);

        var run = await Session.RunAsync("New-XacntBackupPlan 200000000001 payroll -Verbose -Debug");

        Assert.NotEmpty(run.Errors);
        // What was typed stands in the record of the prompt, which is the host's own.
        await AssertHiddenAsync(run with { Prompts = [] }, [canary, FileCanary, ExternalId]);
    }

    [Fact]
    public async Task The_search_finds_what_is_there()
    {
        var run = await Session.RunAsync("Write-Error 'outer' -TargetObject @{ Deep = @{ Deeper = 'canary-in-the-target' } }");

        Assert.Contains(ObjectTexts.Of(run.Errors), static text => text.Contains("canary-in-the-target", StringComparison.Ordinal));
        Assert.Contains(ObjectTexts.Of(new InvalidOperationException("outer", new InvalidOperationException("canary-inside"))), static text => text.Contains("canary-inside", StringComparison.Ordinal));
    }

    private void Prepare(string path)
    {
        const string Hop = "arn:aws:iam::111111111111:role/Hop";
        Simulator.Onboard(Secured, "payroll", new()
        {
            PlanParameterType = "SecureString",
            PlanDocument = $$"""{ "Rules": [ { "ScheduleExpression": "{{DocumentCanary}}", "RuleName": "{{DocumentCanary}}!" } ], "{{DocumentCanary}}": 1 }""",
        });
        Simulator.Sts.SetRole("111111111111", "Hop", new SimulatedRole { ExternalId = path is "the external id of the role between is another" ? "another" : HopExternalId });
        foreach (var account in (string[])[Payroll, OtherPayroll, Secured])
        {
            Simulator.Sts.SetRole(account, "Xacnt_Backup_Role", new SimulatedRole { ExternalId = path is "the external id is another" && account is Payroll ? "another" : ExternalId });
        }

        if (Fault(path) is { } fault)
        {
            Simulator.AddFault(fault);
        }

        Session.Set("accounts", new object[]
        {
            new Dictionary<string, object> { ["AccountId"] = Payroll, ["AbsName"] = "payroll" }, new Dictionary<string, object> { ["AccountId"] = Secured, ["AbsName"] = "payroll" },
        });
        Session.Set("PSDefaultParameterValues", new DefaultParameterDictionary
        {
            ["*-Xacnt*:EndpointUrl"] = Simulator.Endpoint.ToString(),
            ["*-Xacnt*:AccessKey"] = ModuleSession.AccessKey,
            ["*-Xacnt*:SecretKey"] = ModuleSession.SecretKey,
            ["*-Xacnt*:RoleArn"] = Hop,
            ["*-Xacnt*:RoleArnExternalId"] = path is "a parameter that is wrong" ? [HopExternalId, HopExternalId] : new[] { HopExternalId },
            ["*-XacntBackupPlan:ExternalId"] = ExternalId,
            ["*-XacntBackupResource:ExternalId"] = ExternalId,
            ["*-XacntVaultLock:ExternalId"] = ExternalId,
            ["*-XacntProtectedResource:ExternalId"] = ExternalId,
            ["*-XacntRecoveryPoint:ExternalId"] = ExternalId,
            ["Start-Xacnt*:ExternalId"] = ExternalId,
            ["*-XacntBackupAudit:ExternalId"] = ExternalId,
            ["Get-BackupComplianceReport:EndpointUrl"] = Simulator.Endpoint.ToString(),
            ["Get-BackupComplianceReport:AccessKey"] = ModuleSession.AccessKey,
            ["Get-BackupComplianceReport:SecretKey"] = ModuleSession.SecretKey,
            ["Get-BackupComplianceReport:RoleArn"] = Hop,
            ["Get-BackupComplianceReport:RoleArnExternalId"] = path is "a parameter that is wrong" ? [HopExternalId, HopExternalId] : new[] { HopExternalId },
            ["Get-BackupComplianceReport:ExternalId"] = ExternalId,
        });
    }

    // As AWS quotes what it was sent.
    private static FaultRule? Fault(string path)
    {
        const string Quoted = $"1 validation error detected: Value '{ExternalId}' at 'externalId' failed; '{HopExternalId}'; {ModuleSession.SecretKey}";
        return path switch
        {
            "the signature does not match" => new FaultRule { Service = "backup", Kind = FaultKind.SignatureMismatch, Times = 0, Message = $"The request signature we calculated does not match. The Canonical String for this request should have been '{Quoted}'" },
            "the session has expired" => new FaultRule { Service = "backup", Kind = FaultKind.ExpiredToken, Times = 0, Message = $"The security token is expired. {Quoted}" },
            // The roles of both accounts are denied to the first command, and not the role between, which is not sent their external id.
            "a denial that quotes" => new FaultRule { Service = "sts", Kind = FaultKind.AccessDenied, Nth = 2, Times = 2, Message = Quoted },
            "a fault that quotes" => new FaultRule { Service = "kms", Kind = FaultKind.InternalError, Times = 0, Message = Quoted },
            "half an answer" => new FaultRule { Service = "sts", Kind = FaultKind.HalfBody, Nth = 2, Times = 0 },
            _ => null,
        };
    }

    private void WriteProfiles()
    {
        File.WriteAllText(Path.Combine(Folder.FullName, "credentials"), $"""
            [base]
            aws_access_key_id = AKIABASE000000000000
            aws_secret_access_key = {FileCanary}
            [mfa]
            role_arn = arn:aws:iam::111111111111:role/Operator
            source_profile = base
            external_id = {ExternalId}
            mfa_serial = arn:aws:iam::111111111111:mfa/operator
            [wrong]
            role_arn = arn:aws:iam::111111111111:role/Nobody
            source_profile = base
            external_id = {ExternalId}
            [process]
            credential_process = {FileCanary} --token={FileCanary}
            [printed]
            credential_process = echo {FileCanary}

            """);
        File.WriteAllText(Path.Combine(Folder.FullName, "broken"), $"[broken]\naws_access_key_id = AKIABROKEN0000000000\naws_secret_access_key {FileCanary}\n");
    }

    private async Task AssertHiddenAsync(ScriptRun run, IReadOnlyList<string> secrets)
    {
        Assert.NotEmpty(secrets);
        // The variable holds what was written and what the cmdlets have caught of their own.
        Session.Set("PSDefaultParameterValues", new DefaultParameterDictionary());
        var kept = await Session.RunAsync("$VerbosePreference = $DebugPreference = $InformationPreference = 'SilentlyContinue'; $Error");
        var texts = ObjectTexts.Of([run, .. run.Errors, .. run.Output, .. kept.Output]);
        var said = run.EverythingSaid;
        Assert.All(secrets, secret =>
        {
            Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
            Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.Ordinal));
        });
    }
}
