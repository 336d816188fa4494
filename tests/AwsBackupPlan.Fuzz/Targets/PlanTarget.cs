using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Tests.Plans;
using CsCheck;

namespace AwsBackupPlan.Fuzz.Targets;

/// <summary>The reader of plan documents, and what fills a document in.</summary>
internal sealed class PlanTarget : FuzzTarget
{
    private const int Year = 2030;

    private static readonly Engine.Accounts.AccountTarget Account = new("222222222222", "payroll", "us-east-1", ["us-east-2"], "Xacnt_Backup_Role");

    private static readonly DeploymentOptions Options = new();

    public override string Name => "plan";

    protected internal override IReadOnlyList<string> Samples { get; } =
    [
        """[{"BackupPlanName":"BackupPlanName","Rules":[{"RuleName":"RuleName","TargetBackupVaultName":"VaultName","ScheduleExpression":"cron(0 5 ? * * *)","StartWindowMinutes":60,"CompletionWindowMinutes":120,"Lifecycle":{"DeleteAfterDays":30},"CopyActions":[{"DestinationBackupVaultArn":"DestinationBackupVaultArn"}]}]},{"ABS":"ABSName"}]""",
        """{"BackupPlan":{"Rules":[{"Lifecycle":{"MoveToColdStorageAfterDays":30,"DeleteAfterDays":120,"OptInToArchiveForSupportedResources":true}}]},"BackupPlanTags":{"team":"a b"}}""",
    ];

    protected internal override IReadOnlyList<string> Words { get; } =
    [
        "\"RuleName\"", "\"VaultName\"", "\"DestinationBackupVaultArn\"", "\"ABSName\"", "\"Rules\"", "\"BackupPlan\"", "\"BackupPlanTags\"", "\"RecoveryPointTags\"", "\"Rules\":[{}],", "\"ScheduleExpressionTimezone\":\"Europe/Berlin\",",
        "\"arn:aws:backup:us-east-2:222222222222:backup-vault:other\"", "\"cron(* * * * * *)\"", "\"cron(0 5 31 2 ? *)\"", "{},", "null,", "\"\",", "\"aws:\"", "\"RuleId\":\"\",", "\"ScanSettings\"", "\"AdvancedBackupSettings\"", "\"IndexActions\"",
    ];

    protected internal override string DrawSample(PCG random) =>
        random.Next(4) == 0 ? base.DrawSample(random) : DocumentGenerator.Documents.Generate(random, min: null, out _).ToJsonString();

    public override Task TakeAsync(string input)
    {
        var document = PlanDocument.Parse(input);
        try
        {
            var state = DesiredState.Create(document, Account, Options, "aws", Year);
            Demand(document.Faults.Count == 0, "A document with faults was filled in.");
            Demand(state.Plan.Rules.Count > 0, "A plan without rules was filled in.");
        }
        catch (PlanDocumentException exception)
        {
            Demand(exception.Faults.Count > 0, "A document was refused without a fault.");
        }

        return Task.CompletedTask;
    }
}
