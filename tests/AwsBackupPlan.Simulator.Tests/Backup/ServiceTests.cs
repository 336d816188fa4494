using System.Collections.Concurrent;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Tests.Backup;

public sealed class ServiceTests
{
    private readonly BackupBench _bench = new();

    [Fact]
    public void Of_many_who_make_one_vault_and_one_plan_at_once_one_succeeds()
    {
        var outcomes = new ConcurrentBag<string>();
        Parallel.For(0, 200, i =>
        {
            Try(() => _bench.MakeVault(), "vault");
            _bench.MakeVault($"vault-{i}");
            Try(() => _bench.Send("PUT", "/backup/plans", BackupBench.Plan()), "plan");
        });
        Assert.Equal(1, outcomes.Count(static outcome => outcome is "vault"));
        Assert.Equal(1, outcomes.Count(static outcome => outcome is "plan"));
        Assert.Equal(398, outcomes.Count(static outcome => outcome is "AlreadyExistsException"));

        void Try(Action action, string success)
        {
            try
            {
                action();
                outcomes.Add(success);
            }
            catch (SimulatedException refusal)
            {
                outcomes.Add(refusal.ErrorType);
            }
        }
    }

    [Fact]
    public void A_reset_forgets_everything()
    {
        var id = _bench.MakePlan();
        _bench.Service.Reset();
        Assert.Empty(_bench.VaultNames());
        Assert.Equal("ResourceNotFoundException", _bench.Refusal("GET", $"/backup/plans/{id}").ErrorType);
    }

    [Theory]
    [InlineData("GET", "/backup/plans", "ListBackupPlans")]
    [InlineData("GET", "/backup/plans/", "ListBackupPlans")]
    [InlineData("GET", "/backup/template/plans", "ListBackupPlanTemplates")]
    [InlineData("GET", "/backup-vaults/a/recovery-points/arn%3Aaws%3Ards%3Aus-east-1%3A222222222222%3Asnapshot%3Aa%2Fb/", "DescribeRecoveryPoint")]
    [InlineData("POST", "/backup-vaults/a/recovery-points/arn%3Aa/disassociate", "DisassociateRecoveryPoint")]
    [InlineData("PATCH", "/backup/plans", null)]
    [InlineData("GET", "/backup", null)]
    [InlineData("GET", "/", null)]
    public void An_operation_is_told_by_method_and_path_with_or_without_a_slash_at_the_end(string method, string path, string? operation) =>
        Assert.Equal(operation, _bench.Service.OperationOf(BackupBench.Request(method, path, body: null)));

    [Fact]
    public void A_body_that_is_no_JSON_is_refused()
    {
        var request = BackupBench.Request("PUT", "/backup/plans", body: null) with { Body = "{"u8.ToArray() };
        Assert.Equal("SerializationException", Assert.Throws<SimulatedException>(() => { _bench.Service.Handle("CreateBackupPlan", request); }).ErrorType);
        request = request with { Body = """{"BackupPlan":{},"BackupPlan":{}}"""u8.ToArray() };
        Assert.Equal("SerializationException", Assert.Throws<SimulatedException>(() => { _bench.Service.Handle("CreateBackupPlan", request); }).ErrorType);
    }
}
