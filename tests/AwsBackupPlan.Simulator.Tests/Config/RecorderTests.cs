using AwsBackupPlan.Simulator.Config;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Config;

/// <summary>boto3 against the recorder of AWS Config, and the lists of Audit Manager.</summary>
public sealed class RecorderTests(PythonPeer python)
{
    private const string Account = "111111111111";

    [Fact]
    public async Task Whether_AWS_Config_records_is_told_for_each_Region()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        sim.Config.SetRecorder(Account, "us-east-1", new ConfigRecording(IsRecording: true));
        sim.Config.SetRecorder(Account, "us-east-2", new ConfigRecording(IsRecording: false) { LastStatus = "Failure" });
        var told = await python.RunAsync(sim, """
            def status(region, **options):
                return [[r["name"], r["recording"], r["lastStatus"], "lastStartTime" in r, "lastStopTime" in r]
                        for r in client("config", region).describe_configuration_recorder_status(**options)["ConfigurationRecordersStatus"]]
            result = [status("us-east-1"), status("us-east-2"), status("eu-west-1"), status("us-east-1", ConfigurationRecorderNames=["default"]),
                      refusal(client("config").describe_configuration_recorder_status, ConfigurationRecorderNames=["other"])["code"]]
            """);
        Assert.Equal(
            """[[["default",true,"Success",true,false]],[["default",false,"Failure",false,true]],[],[["default",true,"Success",true,false]],"NoSuchConfigurationRecorderException"]""",
            told.ToJsonString());
    }

    [Fact]
    public async Task Frameworks_report_plans_and_jobs_are_followed_over_their_pages()
    {
        await using var sim = await SimulatorHost.StartAsync(new SimulatorOptions { PageSize = 1 }, TestContext.Current.CancellationToken);
        sim.Config.SetRecorder(Account, "us-east-1", new ConfigRecording(IsRecording: true));
        var told = await python.RunAsync(sim, """
            backup = client("backup")
            for i in range(3):
                backup.create_framework(FrameworkName=f"f{i}", FrameworkControls=[{
                    "ControlName": "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK",
                    "ControlInputParameters": [{"ParameterName": "requiredRetentionDays", "ParameterValue": str(35 + i)}],
                    "ControlScope": {"Tags": {"ABS": "a"}}}])
                backup.create_report_plan(ReportPlanName=f"r{i}", ReportDeliveryChannel={"S3BucketName": "b"}, ReportSetting={"ReportTemplate": "COPY_JOB_REPORT"})
                backup.start_report_job(ReportPlanName=f"r{i}")
            def every(operation, list, **options):
                page = getattr(backup, operation)(**options)
                return page[list] + (every(operation, list, **{**options, "NextToken": page["NextToken"]}) if "NextToken" in page else [])
            exists = refusal(backup.create_framework, FrameworkName="f0", FrameworkControls=[{"ControlName": "BACKUP_RECOVERY_POINT_ENCRYPTED"}])
            result = [[f["FrameworkName"] for f in every("list_frameworks", "Frameworks")], [r["ReportPlanName"] for r in every("list_report_plans", "ReportPlans")],
                      len(every("list_report_jobs", "ReportJobs", ByReportPlanName="r1")), exists["type"], exists["members"]["Arn"].rsplit("-", 5)[0],
                      refusal(backup.delete_framework, FrameworkName="f0")["type"]]
            """);
        Assert.Equal(
            """[["f0","f1","f2"],["r0","r1","r2"],1,"AlreadyExistsException","arn:aws:backup:us-east-1:111111111111:framework:f0","ConflictException"]""",
            told.ToJsonString());
    }
}
