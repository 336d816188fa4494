using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Backup;
using AwsBackupPlan.Simulator.Faults;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Engine.Tests.Crashes;

/// <summary>One of many accounts of a simulator, in which one run is stopped and another completes it.</summary>
internal sealed class CrashScene
{
    /// <summary>The vault that <see cref="CentralAsync"/> makes.</summary>
    public const string Central = $"arn:aws:backup:us-east-1:{CentralAccount}:backup-vault:Central";

    private const string CentralAccount = "333333333333";
    private const int PointsInVault = 2;

    private readonly SimulatorHost _simulator;
    private readonly SwiftTimeProvider _time;
    private readonly OnboardedAccount _account;

    public CrashScene(SimulatorHost simulator, SwiftTimeProvider time, string accountId)
    {
        _simulator = simulator;
        _time = time;
        _account = simulator.Onboard(accountId, Scene.AbsName);
        Target = new AccountTarget(accountId, Scene.AbsName, Scene.Primary, [Scene.Copy], "Xacnt_Backup_Role");
    }

    public AccountTarget Target { get; }

    public RecordingObserver Observer { get; } = new();

    private int Calls => _simulator.Requests.Count;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A run from beginning to end, in an engine of its own as in a process of its own.</summary>
    /// <returns>What failed, and how many calls were made.</returns>
    public async Task<(string? Failure, int Calls)> RunAsync(Undertaking undertaking)
    {
        _simulator.ClearRequests();
        using var engine = NewEngine();
        return (await undertaking.RunAsync(this, engine, Token), Calls);
    }

    /// <summary>A run that is stopped at a call.</summary>
    /// <returns>Whether it came to its end without a failure all the same.</returns>
    public async Task<bool> RunUntilAsync(Undertaking undertaking, StopKind kind, int call)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        foreach (var fault in Faults(kind, call, stop))
        {
            _simulator.AddFault(fault);
        }

        try
        {
            using var engine = NewEngine();
            return await undertaking.RunAsync(this, engine, stop.Token) is null;
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

    public async Task DeployedAsync()
    {
        using var engine = NewEngine();
        var outcome = await engine.DeployAsync(Target, new DeploymentOptions(), Observer, Token);
        Assert.Null(outcome.Failure?.Message);
    }

    /// <summary>The set, with both vaults locked in a way that can be taken back.</summary>
    public async Task LockedAsync()
    {
        await DeployedAsync();
        using var engine = NewEngine();
        var outcome = await engine.LockAsync(Target, new VaultLockOptions { MinRetentionDays = 7, MaxRetentionDays = 400 }, Observer, Token);
        Assert.Null(outcome.Failure?.Message);
    }

    /// <summary>The vault of another account that lets the organization in; all accounts of the simulator share it.</summary>
    public async Task CentralAsync()
    {
        using var backup = await new OtherWriter(_simulator, CentralAccount, Scene.Primary).ClientAsync();
        if ((await backup.ListBackupVaultsAsync(new ListBackupVaultsRequest(), Token)).BackupVaultList is { Count: > 0 })
        {
            return;
        }

        await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = "Central", EncryptionKeyArn = _simulator.Kms.AddKey(CentralAccount, Scene.Primary) }, Token);
        const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyIntoBackupVault","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-simulated0"}}}]}""";
        await backup.PutBackupVaultAccessPolicyAsync(new PutBackupVaultAccessPolicyRequest { BackupVaultName = "Central", Policy = Policy }, Token);
    }

    /// <summary>The set as somebody else made it: under the right names, and without the tag.</summary>
    public async Task StrangelyMadeAsync()
    {
        await DeployedAsync();
        foreach (var region in (string[])[Scene.Primary, Scene.Copy])
        {
            using var backup = await ClientAsync(region);
            foreach (var vault in (await backup.ListBackupVaultsAsync(new ListBackupVaultsRequest(), Token)).BackupVaultList)
            {
                await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = vault.BackupVaultArn, TagKeyList = ["ABS"] }, Token);
            }

            foreach (var plan in (await backup.ListBackupPlansAsync(new ListBackupPlansRequest(), Token)).BackupPlansList ?? [])
            {
                await backup.UntagResourceAsync(new UntagResourceRequest { ResourceArn = plan.BackupPlanArn, TagKeyList = ["ABS"] }, Token);
            }
        }
    }

    /// <summary>The set, with recovery points in both vaults.</summary>
    public async Task FilledAsync()
    {
        await DeployedAsync();
        foreach (var region in (string[])[Scene.Primary, Scene.Copy])
        {
            for (var point = 0; point < PointsInVault; point++)
            {
                _simulator.Backup.AddRecoveryPoint(Target.AccountId, region, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = _account.DatabaseArns[0] });
            }
        }
    }

    /// <summary>The set, with jobs of several days.</summary>
    public async Task BusyAsync()
    {
        await FilledAsync();
        for (var day = 0; day < 5; day++)
        {
            var created = _simulator.World.Now.AddDays(-2 * day).AddHours(-1);
            _simulator.Backup.AddBackupJob(Target.AccountId, Scene.Primary, new SeededBackupJob { VaultName = Scene.VaultName, ResourceArn = _account.DatabaseArns[0], CreationDate = created, State = day == 3 ? "FAILED" : "COMPLETED" });
            _simulator.Backup.AddCopyJob(Target.AccountId, Scene.Primary, new SeededCopyJob
            {
                SourceVaultName = Scene.VaultName,
                SourceRecoveryPointArn = $"arn:aws:rds:us-east-1:{Target.AccountId}:snapshot:awsbackup:job-{day}",
                DestinationVaultArn = $"arn:aws:backup:us-east-2:{Target.AccountId}:backup-vault:{Scene.VaultName}",
                ResourceArn = _account.DatabaseArns[0],
                CreationDate = created.AddMinutes(30),
                State = "COMPLETED",
            });
        }
    }

    /// <summary>The set with recovery points, and with the continuous backup of a database in the primary vault, too.</summary>
    public async Task FilledWithContinuousAsync()
    {
        await FilledAsync();
        _simulator.Backup.AddRecoveryPoint(Target.AccountId, Scene.Primary, new SeededRecoveryPoint { VaultName = Scene.VaultName, ResourceArn = _account.DatabaseArns[0], IsContinuous = true });
    }

    /// <summary>The set with recovery points, of which a legal hold keeps those of the primary Region.</summary>
    public async Task HeldAsync(string title)
    {
        await FilledAsync();
        using var backup = await ClientAsync(Scene.Primary);
        var selection = new RecoveryPointSelection { VaultNames = [Scene.VaultName], ResourceIdentifiers = [_account.DatabaseArns[0]] };
        await backup.CreateLegalHoldAsync(new CreateLegalHoldRequest { Title = title, Description = "for a test", RecoveryPointSelection = selection }, Token);
    }

    /// <summary>All that AWS Backup has of the account, without ids and times: how many recovery points a vault has, and not which.</summary>
    public async Task<string> StateAsync()
    {
        var state = await AccountState.ReadAsync(ClientAsync, [Scene.Primary, Scene.Copy], Token);
        var text = string.Join('\n', state.Select(static item => item.Kind is "point" ? $"point in {item.Owner}" : $"{item.Kind} {item.Owner} {item.Text}"));
        return _account.KeyArns.Aggregate(text, static (all, key) => all.Replace(key, "key", StringComparison.Ordinal)).Replace(Target.AccountId, "account", StringComparison.Ordinal);
    }

    /// <summary>The databases that lost their protection, with the operation that took it.</summary>
    public IReadOnlyList<string> Unprotected => [.. _simulator.Backup.Protection(Target.AccountId, Scene.Primary)
        .Where(static change => !change.IsProtected)
        .Select(static change => $"{change.Operation} took the protection of {change.ResourceArn}")];

    /// <summary>The faults by which a run stops at a call.</summary>
    public static FaultRule[] Faults(StopKind kind, int call, CancellationTokenSource stop) => kind switch
    {
        StopKind.BeforeTheCall => [new FaultRule { Nth = call, Kind = FaultKind.Reset }],
        StopKind.AnswerLost => [new FaultRule { Nth = call, Kind = FaultKind.AnswerLost }],
        StopKind.ProcessEnded => [new FaultRule { Nth = call, Kind = FaultKind.AnswerLost }, new FaultRule { Nth = call + 1, Times = 0, Kind = FaultKind.Reset }],
        StopKind.CredentialsExpired => [new FaultRule { Nth = call, Times = 0, Kind = FaultKind.ExpiredToken }],
        StopKind.Cancelled => [new FaultRule { Nth = call, Times = 0, Kind = FaultKind.Timeout, Struck = () => _ = stop.CancelAsync() }],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private BackupEngine NewEngine() => new(
        new ConnectionOptions { AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY", EndpointUrl = _simulator.Endpoint, MaxRetries = 0 }, _time);

    private Task<AmazonBackupClient> ClientAsync(string region) => new OtherWriter(_simulator, Target.AccountId, region).ClientAsync();
}
