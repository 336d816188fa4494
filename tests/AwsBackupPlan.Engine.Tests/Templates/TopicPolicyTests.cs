using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>The topic of the template Notifications takes what the templates and the module send to it, from the account alone.</summary>
public sealed class TopicPolicyTests
{
    private const string Account = """{"Ref":"AWS::AccountId"}""";

    [Theory]
    [InlineData("events.amazonaws.com", null)]
    [InlineData("backup.amazonaws.com", "arn:${AWS::Partition}:backup:${AWS::Region}:${AWS::AccountId}:backup-vault:*")]
    [InlineData("cloudwatch.amazonaws.com", "arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:*")]
    public async Task Each_service_publishes_for_what_is_of_the_account(string service, string? source)
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.Notifications));
        var statements = TemplateStatements.OfPolicy(templates[0], "TopicPolicy");

        var statement = Assert.Single(statements, statement => string.Equals((string?)statement["Principal"]!["Service"], service, StringComparison.Ordinal));

        Assert.Equal(("Allow", "sns:Publish"), ((string?)statement["Effect"], (string?)statement["Action"]));
        var condition = statement["Condition"]!;
        if (source is null)
        {
            Assert.Equal(3, condition["ArnEquals"]!["aws:SourceArn"]!.AsArray().Count);
            return;
        }

        Assert.Equal(Account, condition["StringEquals"]!["aws:SourceAccount"]!.ToJsonString());
        Assert.Equal(source, (string?)condition["ArnLike"]!["aws:SourceArn"]!["Fn::Sub"]);
    }

    [Fact]
    public async Task All_alarms_of_the_caller_s_account_are_sent_there()
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.Master));
        var alarms = templates[0]["Resources"]!.AsObject().Where(static resource => (string?)resource.Value!["Type"] is "AWS::CloudWatch::Alarm").ToList();

        Assert.Equal(["AccountErrors", "CreateErrors", "DeleteErrors", "FleetErrors"], alarms.Select(static alarm => alarm.Key).Order(StringComparer.Ordinal));
        Assert.All(alarms, static alarm => Assert.Equal("""{"Fn::If":["HasAlarmTopic",[{"Ref":"AlarmTopicArn"}],{"Ref":"AWS::NoValue"}]}""", alarm.Value!["Properties"]!["AlarmActions"]!.ToJsonString()));
    }

    [Fact]
    public async Task An_account_that_fails_in_a_run_that_goes_well_raises_an_alarm()
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.Master));
        var resources = templates[0]["Resources"]!;
        var definition = (string)resources["Fleet"]!["Properties"]!["DefinitionString"]!["Fn::Sub"]!;
        var alarm = resources["AccountErrors"]!["Properties"]!;

        // The executions of a distributed map have the metrics of a state machine with its label.
        Assert.Contains("\"Label\": \"Accounts\"", definition, StringComparison.Ordinal);
        Assert.Equal("""[{"Name":"StateMachineArn","Value":{"Fn::Sub":"${Fleet}/Accounts"}}]""", alarm["Dimensions"]!.ToJsonString());
        Assert.Equal(("AWS/States", "ExecutionsFailed", 1), ((string?)alarm["Namespace"], (string?)alarm["MetricName"], (int)(JsonValue)alarm["Threshold"]!));
    }
}
