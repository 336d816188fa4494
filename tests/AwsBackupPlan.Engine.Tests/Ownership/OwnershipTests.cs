using System.Globalization;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator;
using CsCheck;

namespace AwsBackupPlan.Engine.Tests.Ownership;

/// <summary>What others have in the same account, whatever it is called and tagged, is neither changed nor deleted.</summary>
public sealed class OwnershipTests : IAsyncLifetime
{
    private SimulatorHost _simulator = null!;
    private BackupEngine _engine = null!;
    private int _accounts;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var connection = new ConnectionOptions { AccessKey = "AKIAIOSFODNN7EXAMPLE", SecretKey = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY", EndpointUrl = _simulator.Endpoint };
        _engine = new BackupEngine(connection, new SwiftTimeProvider { Skipped = _simulator.World.Advance });
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _simulator.DisposeAsync();
    }

    // What is of no use without a vault of the set's own.
    private static readonly ModuleAction[] OfVaults = [ModuleAction.Lock, ModuleAction.Unlock];

    [Fact]
    public async Task Nothing_of_others_changes_whatever_is_done_to_the_set() =>
        await Gen.Select(ForeignThing.Any.List[1, 6], Gen.Enum<ModuleAction>().List[1, 4]).SampleAsync(
            async (things, actions) =>
            {
                var scene = await SceneAsync(things);
                var before = await scene.ForeignStateAsync();
                foreach (var action in actions)
                {
                    var isPossible = !OfVaults.Contains(action) || await scene.HasVaultAsync();
                    var failure = await scene.DoAsync(action);
                    // Nothing of others stands in the way of what is done to the set.
                    Assert.True(failure is null == isPossible, $"{action}: {failure?.Message ?? "done"}");
                    Assert.Equal(before, await scene.ForeignStateAsync());
                }
            },
            iter: 120,
            threads: 2);

    [Fact]
    public async Task What_has_the_names_of_the_set_and_not_its_tag_is_a_stranger_s_too() =>
        await Gen.Select(ForeignThing.Namesake, ForeignThing.Any.List[0, 3], Gen.Enum<ModuleAction>().Where(static action => action is not ModuleAction.Adopt).List[1, 3]).SampleAsync(
            async (namesake, things, actions) =>
            {
                var scene = await SceneAsync([namesake, .. things]);
                var before = await scene.StateAsync();
                foreach (var action in actions)
                {
                    var failure = await scene.DoAsync(action);
                    Assert.True(failure is not null || action is ModuleAction.Remove or ModuleAction.RemoveButKeepPoints, $"{action} did something.");
                    Assert.Equal(before, await scene.StateAsync());
                }
            },
            iter: 80,
            threads: 2);

    private async Task<ForeignScene> SceneAsync(IReadOnlyList<ForeignThing> things)
    {
        var number = Interlocked.Increment(ref _accounts);
        var scene = new ForeignScene(_simulator, _engine, (400000000000 + number).ToString(CultureInfo.InvariantCulture));
        foreach (var thing in things)
        {
            await scene.MakeAsync(thing);
        }

        return scene;
    }
}
