using Amazon.KeyManagementService.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using AwsBackupPlan.Simulator.Faults;

namespace AwsBackupPlan.Engine.Tests.Onboarding;

/// <summary>Runs at the same time, and a KMS that takes a while to know what it has made, leave one key behind all aliases.</summary>
public sealed class SideBySideSetupTests : IAsyncLifetime
{
    private const string AccountId = "444444444444";

    private SimulatorHost _simulator = null!;
    private SwiftTimeProvider _time = null!;
    private SetupScene _scene = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(new SimulatorOptions(), Token);
        _time = new SwiftTimeProvider { Skipped = _simulator.World.Advance };
        _scene = new SetupScene(_simulator, _time, AccountId);
    }

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_key_of_the_run_that_was_first_is_adopted_and_the_other_one_is_told(bool isSwapped)
    {
        var first = new SetupScene(_simulator, _time, AccountId);
        var second = new SetupScene(_simulator, _time, AccountId) { Observer = new RecordingObserver { OnQuestion = () => first.DoneAsync() } };

        var done = await second.DoneAsync(target: isSwapped ? Swapped : null);

        Assert.Equal((DeploymentStatus.Created, await BehindAliasAsync(Scene.Primary), await BehindAliasAsync(Scene.Copy)), (done.Status, done.KeyId, done.KeyId));
        var orphan = Assert.Single(second.Observer.Warnings);
        Assert.Contains("is behind no alias and of no use: aws kms schedule-key-deletion --key-id mrk-", orphan, StringComparison.Ordinal);
        Assert.Contains(orphan, done.Message, StringComparison.Ordinal);
        Assert.DoesNotContain($"--key-id {done.KeyId}", orphan, StringComparison.Ordinal);
        await AssertUnchangedAsync();
    }

    [Fact]
    public async Task The_same_account_piped_twice_with_its_Regions_swapped_has_one_key_in_the_end()
    {
        for (var account = 0; account < 8; account++)
        {
            var accountId = $"44444444400{account}";
            using var gate = new Barrier(2);
            // Each has read that nothing is there before the other one makes anything.
            Task Meet() => Task.Run(() => gate.SignalAndWait(Token), Token);
            SetupScene[] scenes = [.. Enumerable.Range(0, 2).Select(_ => new SetupScene(_simulator, _time, accountId) { Observer = new RecordingObserver { OnQuestion = Meet } })];

            var done = await Task.WhenAll(scenes[0].DoneAsync(), scenes[1].DoneAsync(target: scenes[1].Target with { Region = Scene.Copy, CopyRegions = [Scene.Primary] }));

            Assert.Equal(done[0].KeyId, done[1].KeyId);
            Assert.Equal(done[0].KeyArn.Order(StringComparer.Ordinal), done[1].KeyArn.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_key_that_somebody_else_put_behind_the_alias_and_that_cannot_serve_is_not_adopted()
    {
        var scene = new SetupScene(_simulator, _time, AccountId)
        {
            Observer = new RecordingObserver
            {
                OnQuestion = () =>
                {
                    _simulator.Kms.AddKey(AccountId, Scene.Primary, "payroll-key", multiRegion: false);
                    return Task.CompletedTask;
                },
            },
        };

        Assert.Equal("StateKeepsMoving", (await scene.RunAsync()).Failure!.ErrorId);
        Assert.Equal("KeyNotReplica", (await scene.RunAsync()).Failure!.ErrorId);
    }

    [Fact]
    public async Task A_key_that_KMS_does_not_know_at_once_is_waited_for()
    {
        _simulator.Kms.KeyVisibility = TimeSpan.FromSeconds(20);

        var done = await _scene.DoneAsync();

        Assert.Equal(DeploymentStatus.Created, done.Status);
        Assert.Single(_simulator.Requests, static request => request.Operation is "CreateKey");
        await AssertUnchangedAsync();
    }

    [Fact]
    public async Task A_key_whose_answer_is_lost_and_that_is_not_listed_at_once_is_not_made_twice()
    {
        _simulator.Kms.KeyVisibility = TimeSpan.FromSeconds(20);
        _simulator.AddFault(new FaultRule { Service = "kms", Operation = "CreateKey", Kind = FaultKind.AnswerLost });

        await _scene.DoneAsync();

        Assert.Single(_simulator.Requests, static request => request.Operation is "CreateKey");
        await AssertUnchangedAsync();
    }

    [Fact]
    public async Task A_key_that_KMS_never_knows_fails_in_the_end()
    {
        _simulator.Kms.KeyVisibility = TimeSpan.FromDays(1);

        var failure = (await _scene.RunAsync()).Failure!;

        Assert.Equal("NotFound", failure.ErrorId);
        Assert.InRange(_time.Waited, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10));
    }

    private AccountTarget Swapped => _scene.Target with { Region = Scene.Copy, CopyRegions = [Scene.Primary] };

    private async Task<string> BehindAliasAsync(string region)
    {
        using var kms = await _scene.Other(region).KmsAsync();
        return (await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = SetupScene.Alias }, Token)).KeyMetadata.KeyId;
    }

    private async Task AssertUnchangedAsync() => Assert.Equal(DeploymentStatus.Unchanged, (await new SetupScene(_simulator, _time, AccountId).DoneAsync()).Status);
}
