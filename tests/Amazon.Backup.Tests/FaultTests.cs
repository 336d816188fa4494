using Amazon.Backup.Model;
using Amazon.Backup.Tests.Wire;

namespace Amazon.Backup.Tests;

/// <summary>Retries, time-outs and cancellation are AWSSDK.Core's: these see that the client leaves them in place.</summary>
public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429, "TooManyRequestsException")]
    [InlineData(400, "ThrottlingException")]
    [InlineData(503, "ServiceUnavailableException")]
    public async Task What_passes_is_tried_again_with_the_same_idempotency_token(int status, string name)
    {
        await using var server = await LoopbackServer.StartAsync(Answer.Error(status, name), new Answer(200, """{"BackupVaultName":"demo-Vault"}"""));
        using var client = server.Client(static config => config.MaxErrorRetry = 1);

        var vault = await client.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = "demo-Vault" }, Token);

        Assert.Equal("demo-Vault", vault.BackupVaultName);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(server.Requests[0].Body, server.Requests[1].Body);
    }

    [Fact]
    public async Task What_the_caller_did_wrong_is_not_tried_again()
    {
        await using var server = await LoopbackServer.StartAsync(Answer.Error(400, "InvalidParameterValueException"));
        using var client = server.Client(static config => config.MaxErrorRetry = 3);

        await Assert.ThrowsAsync<InvalidParameterValueException>(() => client.ListBackupVaultsAsync(new ListBackupVaultsRequest(), Token));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_runs_into_the_time_out()
    {
        await using var server = await LoopbackServer.StartAsync(NeverAsync);
        using var client = server.Client(static config => config.Timeout = TimeSpan.FromSeconds(3));

        await Assert.ThrowsAsync<TimeoutException>(() => client.ListBackupVaultsAsync(new ListBackupVaultsRequest(), Token));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_call_under_way_is_cancelled_by_its_token()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var server = await LoopbackServer.StartAsync(async (request, aborted) =>
        {
            await cancel.CancelAsync();
            return await NeverAsync(request, aborted);
        });
        using var client = server.Client(static config => config.MaxErrorRetry = 3);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListBackupVaultsAsync(new ListBackupVaultsRequest(), cancel.Token));

        Assert.Single(server.Requests);
    }

    private static async Task<Answer> NeverAsync(CapturedRequest request, CancellationToken aborted)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, aborted);
        return Answer.Ok;
    }
}
