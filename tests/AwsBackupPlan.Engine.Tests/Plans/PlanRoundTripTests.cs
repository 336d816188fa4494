using System.Globalization;
using Amazon.Backup;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Simulator;
using CsCheck;

namespace AwsBackupPlan.Engine.Tests.Plans;

/// <summary>What is sent to AWS Backup, over HTTP, and what comes back.</summary>
public sealed class PlanRoundTripTests : IAsyncLifetime
{
    private const string AccountId = "111111111111";

    private static readonly Gen<AccountTarget> Targets = Gen.OneOf<string[]>([], ["us-east-2"], ["us-east-2", "us-west-2"])
        .Select(regions => new AccountTarget(AccountId, "payroll", "us-east-1", regions, "Xacnt_Backup_Role"));

    private static readonly Gen<DeploymentOptions> Options = Gen.OneOf(
        new DeploymentOptions(),
        new DeploymentOptions { NoCopy = true },
        new DeploymentOptions { ScheduleExpression = "cron(7 3 ? * SUN *)", ScheduleExpressionTimezone = "Asia/Tokyo" },
        new DeploymentOptions { DeleteAfterDays = 21 });

    private SimulatorHost _simulator = null!;
    private AmazonBackupClient _client = null!;
    private int _sets;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorHost.StartAsync(cancellationToken: Token);
        _simulator.Backup.Behaviour.RequireTargetVault = false;
        _client = new AmazonBackupClient("AKIDEXAMPLE", "secret", new AmazonBackupConfig
        {
            ServiceURL = _simulator.Endpoint.ToString(),
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Any_valid_document_that_is_filled_in_sent_and_read_back_shows_no_difference()
        => await Gen.Select(DocumentGenerator.Documents, Targets, Options).SampleAsync(
            async (document, target, options) =>
            {
                DesiredState desired = DesiredState.Create(PlanDocument.Parse(document.ToJsonString()), NewSet(target), options, "aws");
                PlanDefinition actual = await SendAndReadBackAsync(desired);
                Assert.Equal([], PlanComparison.ComparePlans(actual, desired.Plan));
            },
            iter: 150,
            threads: 2);

    [Fact]
    public async Task Any_damage_to_a_valid_document_is_a_typed_fault_or_leaves_one_that_AWS_Backup_takes()
        => await Gen.Select(DocumentGenerator.Documents, DocumentMutation.All, Targets).SampleAsync(
            async (document, mutation, target) =>
            {
                string json = mutation.Apply(document);
                if (Fill(json, NewSet(target)) is { } desired)
                {
                    PlanDefinition actual = await SendAndReadBackAsync(desired);
                    Assert.Equal([], PlanComparison.ComparePlans(actual, desired.Plan));
                }
            },
            iter: 400,
            threads: 2);

    [Fact]
    public void Any_text_is_a_plan_document_or_has_faults()
        => Gen.String.Sample(text => Assert.NotEmpty(PlanDocument.Parse(text).Faults), iter: 1_000, threads: 2);

    [Fact]
    public async Task A_change_made_behind_our_back_is_told_by_path()
    {
        DesiredState desired = Given.Desired(Given.Document("""{ "ScheduleExpression": "cron(0 12 * * ? *)", "Lifecycle": { "DeleteAfterDays": 30 } }"""));
        BackupPlanInput drifted = desired.Plan.ToInput();
        drifted.Rules[0].ScheduleExpression = "cron(0 1 * * ? *)";
        drifted.Rules[0].Lifecycle.DeleteAfterDays = 3;
        string planId = (await _client.CreateBackupPlanAsync(new CreateBackupPlanRequest { BackupPlan = drifted }, Token)).BackupPlanId;

        PlanDefinition actual = (await _client.GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = planId }, Token)).ToDefinition();

        Assert.Equal(
            [
                "Rules[payroll-RDS-BackupRule-Default].Lifecycle.DeleteAfterDays: 3 -> 30",
                "Rules[payroll-RDS-BackupRule-Default].ScheduleExpression: \"cron(0 1 * * ? *)\" -> \"cron(0 12 * * ? *)\"",
            ],
            PlanComparison.ComparePlans(actual, desired.Plan).Select(difference => difference.ToString()));
    }

    [Fact]
    public async Task The_selection_that_is_sent_and_read_back_shows_no_difference()
    {
        _simulator.Onboard(AccountId, "payroll");
        DesiredState desired = Given.Desired(Given.Document("{}"), Given.Target with { AccountId = AccountId }, new DeploymentOptions { ResourceTypes = ResourceTypes.Names });
        string planId = (await _client.CreateBackupPlanAsync(new CreateBackupPlanRequest { BackupPlan = desired.Plan.ToInput() }, Token)).BackupPlanId;
        string selectionId = (await _client.CreateBackupSelectionAsync(
            new CreateBackupSelectionRequest { BackupPlanId = planId, BackupSelection = desired.Selection.ToInput(desired.Names.AlternateSelection) }, Token)).SelectionId;

        BackupSelection answer = (await _client.GetBackupSelectionAsync(new GetBackupSelectionRequest { BackupPlanId = planId, SelectionId = selectionId }, Token)).BackupSelection;

        Assert.Equal("payroll-RDS-BackupSelection-Current", answer.SelectionName);
        Assert.Empty(PlanComparison.CompareSelections(answer.ToDefinition(), desired.Selection, desired.Names));
    }

    private static DesiredState? Fill(string json, AccountTarget target)
    {
        try
        {
            return DesiredState.Create(PlanDocument.Parse(json), target, new DeploymentOptions(), "aws");
        }
        catch (PlanDocumentException exception)
        {
            Assert.NotEmpty(exception.Faults);
            return null;
        }
    }

    // Every sample is a set of its own, so that samples at the same time do not meet.
    private AccountTarget NewSet(AccountTarget target)
        => target with { AbsName = "set" + Interlocked.Increment(ref _sets).ToString(CultureInfo.InvariantCulture) };

    private async Task<PlanDefinition> SendAndReadBackAsync(DesiredState desired)
    {
        CreateBackupPlanResponse created = await _client.CreateBackupPlanAsync(
            new CreateBackupPlanRequest { BackupPlan = desired.Plan.ToInput(), BackupPlanTags = desired.PlanTags.ToDictionary(StringComparer.Ordinal) }, Token);
        GetBackupPlanResponse answer = await _client.GetBackupPlanAsync(new GetBackupPlanRequest { BackupPlanId = created.BackupPlanId }, Token);
        await _client.DeleteBackupPlanAsync(new DeleteBackupPlanRequest { BackupPlanId = created.BackupPlanId }, Token);
        return answer.ToDefinition();
    }
}
