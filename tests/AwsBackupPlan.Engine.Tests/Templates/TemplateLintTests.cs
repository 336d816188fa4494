using AwsBackupPlan.Engine.Templates;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>Every template against cfn-lint, which knows CloudFormation's schemas and IAM's actions.</summary>
public sealed class TemplateLintTests
{
    private const int LongestBody = 51_200;

    public static TheoryData<string> Inputs => ["defaults", "odd names", "no copies", "the longest document"];

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Nothing_is_reported_at_any_level(string input)
    {
        using var folder = new TemplateFolder();
        var options = Options(input);
        Assert.Empty(TemplateOptionsValidator.Validate(options));

        Assert.Equal(string.Empty, await TemplateFolder.LintAsync(TemplateFolder.CloudFormation.Select(kind => folder.Write(kind, options))));
    }

    [Fact]
    public async Task What_cfn_lint_is_silent_about_it_would_report_elsewhere()
    {
        // So that an option which it does not know, or a file that it does not find, is no silence.
        using var folder = new TemplateFolder();
        var file = folder.Write(BackupTemplateKind.Target);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, text.Replace("rds:DescribeDBClusterAutomatedBackups", "rds:DescribeDBClusterAutomatedBackup", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Contains("describedbclusterautomatedbackup", await TemplateFolder.LintAsync([file]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_template_by_itself_is_short_enough_to_be_given_to_CloudFormation_as_it_is()
    {
        Assert.All(TemplateFolder.CloudFormation, static kind => Assert.InRange(BackupTemplate.Make(kind, new TemplateOptions()).Length, 1_000, LongestBody));
        // With what is usual there is room to spare.
        string[] callers = [.. Enumerable.Range(0, 3).Select(static i => $"arn:aws:iam::11111111111{i}:role/service-role/BackupAdministrators")];
        Assert.InRange(BackupTemplate.Make(BackupTemplateKind.StackSet, new TemplateOptions { AbsName = "payroll", CallerArns = callers, CopyRegions = ["ap-southeast-1", "ap-southeast-2", "ap-northeast-1"] }).Length, 1_000, LongestBody - 1_000);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Both_templates_in_a_stack_set_are_those_that_are_written_by_themselves(string input)
    {
        using var folder = new TemplateFolder();
        var options = Options(input);
        var (sets, _) = await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.StackSet, options));

        foreach (var (kind, set) in ((BackupTemplateKind Kind, string Set)[])[(BackupTemplateKind.Target, "Targets"), (BackupTemplateKind.KeyReplica, "Replicas")])
        {
            var (file, embedded) = (folder.Write(kind, options), folder.Write(kind));
            await File.WriteAllTextAsync(embedded, (string)sets[0]["Resources"]![set]!["Properties"]!["TemplateBody"]!, TestContext.Current.CancellationToken);
            var (templates, _) = await TemplateFolder.ReadAsync(file, embedded);
            foreach (var parameter in templates[0]["Parameters"]!.AsObject())
            {
                parameter.Value!.AsObject().Remove("Description");
                parameter.Value!.AsObject().Remove("ConstraintDescription");
            }

            // All but what is there for readers.
            Assert.Equal(templates[0].ToJsonString(), templates[1].ToJsonString());
            Assert.Equal(string.Empty, await TemplateFolder.LintAsync([embedded]));
        }
    }

    private static TemplateOptions Options(string input) => input switch
    {
        "odd names" => TemplateFolder.Odd,
        "no copies" => new TemplateOptions { CopyRegions = [] },
        "the longest document" => new TemplateOptions { PlanDocument = Long() },
        _ => new TemplateOptions(),
    };

    // As many rules as fit.
    private static string Long()
    {
        var rules = Enumerable.Range(1, 10).Select(static number => $$"""
            { "RuleName": "Rule{{number}}", "ScheduleExpression": "cron(0 {{number}} ? * * *)", "Lifecycle": { "DeleteAfterDays": 35 }, "RecoveryPointTags": { "Text": "{{new string('x', 250)}}", "More": "{{new string('y', 250)}}" } }
            """);
        return $$"""[{ "Rules": [{{string.Join(',', rules)}}] }]""";
    }
}
