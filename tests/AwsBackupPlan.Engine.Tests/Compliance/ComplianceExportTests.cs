using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Compliance.Export;
using Json.Schema;

namespace AwsBackupPlan.Engine.Tests.Compliance;

public sealed class ComplianceExportTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script> | =cmd() \"quoted\"\r\n`x` \u0001 \uD800 **bold**";

    private static readonly DateTimeOffset Now = new(2027, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("abp-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Json_holds_all_and_a_later_run_can_take_it_as_its_baseline()
    {
        var json = JsonNode.Parse(Write(ComplianceFormat.Json, Report("222222222222"), Report("333333333333")))!;

        Assert.Equal("1.1", (string?)json["Version"]);
        using (var schema = new StreamReader(typeof(ComplianceExportTests).Assembly.GetManifestResourceStream("compliance-report.schema.json")!))
        {
            AssertValid(JsonSchema.FromText(schema.ReadToEnd()), json);
        }

        var report = json["Reports"]![1]!;
        Assert.Equal(("333333333333", "NON_COMPLIANT", "Critical"), ((string?)report["AccountId"], (string?)report["Status"], (string?)report["Severity"]));
        Assert.Equal(4, report["Findings"]!.AsArray().Count);
        Assert.Equal("02:00:00", (string?)report["Resources"]![0]!["Age"]);
        Assert.Equal(["BACKUP_RECOVERY_POINT_ENCRYPTED", "XACNT_VAULT_KEY_USABLE"], ComplianceBaseline.Parse(json.ToJsonString()).Findings.Where(static finding => finding.AccountId is "333333333333").Select(static finding => finding.Control).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void A_table_has_a_line_for_each_finding_and_no_cell_is_a_formula()
    {
        var text = Write(ComplianceFormat.Csv, Report("222222222222", "=HYPERLINK(\"x\")", "-1+2"));

        var lines = text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("\"AccountId\",\"AbsName\",\"Region\",\"Control\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"'-1+2\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("Known. (data team, until 2027-03-31)", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("  =1", "  '=1")]
    [InlineData("\n=1", "'\n'=1")]
    [InlineData("\tx", "'\tx")]
    [InlineData("＝1", "'＝1")]
    [InlineData("x;=1", "x;'=1")]
    [InlineData("x; @y", "x; '@y")]
    [InlineData("a = b - c; d", "a = b - c; d")]
    public void No_cell_nor_part_of_one_can_be_a_formula(string name, string cell) =>
        Assert.Contains($",\"{cell}\",", Write(ComplianceFormat.Csv, Report("222222222222", name)), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_only_its_owner_could_read_stays_so()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes: a file takes the rights of its folder.");
            return;
        }

        var path = Path.Combine(_folder, "report.json");
        File.WriteAllText(path, "before");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Write([(ComplianceFormat.Json, path)], Report("222222222222"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Contains("222222222222", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_since_is_left_where_only_new_files_are_wanted()
    {
        var path = Path.Combine(_folder, "report.json");
        using var export = new ComplianceExport([(ComplianceFormat.Json, path)], Now, isNewOnly: true);
        File.WriteAllText(path, "another's");

        Assert.Throws<IOException>(export.Complete);

        Assert.Equal("another's", File.ReadAllText(path));
    }

    [Fact]
    public void A_name_can_be_as_long_as_a_name_can_be()
    {
        var path = Path.Combine(_folder, new string('r', 250) + ".json");

        Write([(ComplianceFormat.Json, path)], Report("222222222222"));

        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Test_results_have_a_suite_for_each_account_whose_counts_are_right()
    {
        var suites = XDocument.Parse(Write(ComplianceFormat.JUnit, Report("222222222222"), Report("333333333333"))).Root!.Elements("testsuite").ToList();

        Assert.Equal(["222222222222 * (us-east-1)", "333333333333 * (us-east-1)"], suites.Select(static suite => (string)suite.Attribute("name")!));
        var suite = suites[0];
        Assert.Equal(("4", "1", "1", "1"), ((string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("errors")!, (string)suite.Attribute("skipped")!));
        Assert.Equal((4, 1, 1, 1), (suite.Elements("testcase").Count(), suite.Descendants("failure").Count(), suite.Descendants("error").Count(), suite.Descendants("skipped").Count()));
        Assert.StartsWith("Exempt: Known.", (string)suite.Descendants("skipped").Single().Attribute("message")!, StringComparison.Ordinal);
        Assert.Contains("Mend it.", suite.Descendants("failure").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_an_analysis_have_the_open_findings_and_the_exempt_ones_as_suppressed()
    {
        var run = JsonNode.Parse(Write(ComplianceFormat.Sarif, Report("222222222222")))!["runs"]![0]!;

        var results = run["results"]!.AsArray();
        Assert.Equal(["XACNT_VAULT_KEY_USABLE error", "BACKUP_RECOVERY_POINT_ENCRYPTED error", "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK warning"], results.Select(static result => $"{result!["ruleId"]} {result["level"]}"), StringComparer.Ordinal);
        Assert.Equal("Known. (data team, until 2027-03-31)", (string?)results[2]!["suppressions"]![0]!["justification"]);
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray().Select(static rule => (string?)rule!["id"]).ToList();
        Assert.All(results, result => Assert.Contains((string?)result!["ruleId"], rules));
        Assert.Equal(rules.Count, rules.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Results_of_an_analysis_are_valid_by_the_schema_of_sarif()
    {
        var schema = PublishedSchemas.Sarif();
        foreach (var text in new[] { Write(ComplianceFormat.Sarif), Write(ComplianceFormat.Sarif, Report("222222222222"), Report("333333333333", Hostile, Hostile)) })
        {
            AssertValid(schema, JsonNode.Parse(text)!);
        }

        // It can fail.
        Assert.False(schema.Evaluate(JsonElement.Parse("""{ "version": "2.1.0", "runs": [ { "tool": { "driver": {} } } ] }""")).IsValid);
    }

    [Fact]
    public void Test_results_are_valid_by_the_schema_of_Jenkins_but_for_the_message_of_what_is_skipped_which_Azure_DevOps_reads()
    {
        foreach (var text in new[] { Write(ComplianceFormat.JUnit), Write(ComplianceFormat.JUnit, Report("222222222222"), Report("333333333333", Hostile, Hostile)) })
        {
            Assert.All(PublishedSchemas.FaultsOfTestResults(text), static fault => Assert.Contains("'message' attribute is not declared", fault, StringComparison.Ordinal));
        }

        Assert.NotEmpty(PublishedSchemas.FaultsOfTestResults("<testsuites><testsuite/></testsuites>"));
    }

    [Theory]
    [InlineData(ComplianceSource.AuditManager, ">50 %<")]
    [InlineData(ComplianceSource.Live, ">100 %<")]
    public void The_page_counts_what_Audit_Manager_alone_was_asked_and_does_not_say_against_the_score(ComplianceSource source, string score)
    {
        var report = Good("111111111111") with
        {
            Source = source,
            Findings = [Finding("111111111111", "BACKUP_RECOVERY_POINT_ENCRYPTED", "COMPLIANT", ComplianceSeverity.High, "a", "Yes."), Finding("111111111111", "BACKUP_RECOVERY_POINT_ENCRYPTED", "INSUFFICIENT_DATA", ComplianceSeverity.High, "b", "Who knows.")],
        };

        Assert.Contains(score, Write(ComplianceFormat.Html, report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_has_the_worst_accounts_first_and_shows_whatever_names_hold_as_text()
    {
        var text = Write(ComplianceFormat.Markdown, Report("222222222222", Hostile, Hostile), Good("111111111111"));

        Assert.Contains("2 accounts: 1 compliant, 2 open findings, 1 exempt.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain("**bold**", text, StringComparison.Ordinal);
        Assert.Contains("&#60;script&#62;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("| 111111111111", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n').Where(static line => line.StartsWith("| Critical", StringComparison.Ordinal)), static line => Assert.Equal(7, line.Where((character, place) => character is '|' && (place == 0 || line[place - 1] is not '\\')).Count()));
    }

    [Theory]
    [InlineData("BACKUP_ROLE_1", "BACKUP_ROLE_1")]
    [InlineData("_a_ __b__ *c* ~~d~~ `e` #1", @"\_a\_ \_\_b\_\_ \*c\* \~\~d\~\~ \`e\` \#1")]
    [InlineData("Get-X 'a' | New-X -CopyRegion @()", @"Get-X 'a' \| New-X -CopyRegion @()")]
    [InlineData(@"a\| b", @"a&#92;\| b")]
    [InlineData("[a](b) ![c](d)", @"\[a\](b) !\[c\](d)")]
    [InlineData("R & D &amp; &#60; @team a@b.c $x$", @"R & D &#38;amp; &#38;\#60; &#64;team a&#64;b.c &#36;x&#36;")]
    public void A_summary_can_be_read_as_it_is_and_means_nothing_else_than_it_says(string name, string written)
        => Assert.Contains($"| {written} (", Write(ComplianceFormat.Markdown, Report("222222222222", name)), StringComparison.Ordinal);

    [Fact]
    public void A_summary_has_the_severest_account_first_and_says_what_is_exempt_and_why()
    {
        var mild = Report("111111111111") with { Severity = ComplianceSeverity.Medium, Score = 10, Findings = [] };

        var text = Write(ComplianceFormat.Markdown, mild, Report("222222222222"));

        Assert.True(text.IndexOf("| 222222222222", StringComparison.Ordinal) < text.IndexOf("| 111111111111", StringComparison.Ordinal));
        Assert.Contains("4 open findings, 1 exempt.", text, StringComparison.Ordinal);
        Assert.Contains("| 1 | Known. | data team | 2027-03-31 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_of_a_step_is_put_behind_what_is_there_and_keeps_below_its_limit()
    {
        var path = Path.Combine(_folder, "summary.md");
        File.WriteAllText(path, "Before.\n");
        var many = Report("222222222222") with { Open = 5000, Findings = [.. Enumerable.Range(0, 5000).Select(number => Finding("222222222222", "XACNT_VAULT_KEY_USABLE", "NON_COMPLIANT", ComplianceSeverity.Critical, $"vault-{number}", new string('ü', 3000)))] };

        Write([(ComplianceFormat.GitHubSummary, path)], many);

        var text = File.ReadAllText(path);
        Assert.StartsWith("Before.\n# Backup compliance", text, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(path).Length, 100_000, 1_048_576);
        Assert.Contains("more rows did not fit", text, StringComparison.Ordinal);
        Assert.Contains("4,800 more findings are not listed.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_048_576)]
    [InlineData(1_047_000)]
    [InlineData(900_000)]
    public void A_summary_has_no_more_than_its_room_whatever_was_there_before(int before)
    {
        var path = Path.Combine(_folder, "summary.md");
        File.WriteAllText(path, new string('x', before));
        var many = Report("222222222222") with { Open = 500, Findings = [.. Enumerable.Range(0, 500).Select(number => Finding("222222222222", "XACNT_VAULT_KEY_USABLE", "NON_COMPLIANT", ComplianceSeverity.Critical, $"vault-{number}", new string('ü', 900)))] };

        Write([(ComplianceFormat.GitHubSummary, path)], many);

        Assert.InRange(new FileInfo(path).Length, before, 1_048_576);
    }

    [Fact]
    public void Nothing_in_a_name_becomes_a_link()
    {
        const string links = "https://example.com www.example.com [a](https://example.com) {0}";

        var markdown = Write(ComplianceFormat.Markdown, Report("222222222222", links));
        var sarif = JsonNode.Parse(Write(ComplianceFormat.Sarif, Report("222222222222", links)))!;

        Assert.DoesNotContain("https://", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("www.", markdown, StringComparison.Ordinal);
        Assert.Contains("\\[a\\](https://example.com) {{0}}", (string?)sarif["runs"]![0]!["results"]![0]!["message"]!["text"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ComplianceFormat.Json)]
    [InlineData(ComplianceFormat.Csv)]
    [InlineData(ComplianceFormat.Markdown)]
    [InlineData(ComplianceFormat.JUnit)]
    [InlineData(ComplianceFormat.Sarif)]
    [InlineData(ComplianceFormat.Html)]
    public void Where_Audit_Manager_disagrees_is_in_every_format(ComplianceFormat format)
    {
        var report = Report("222222222222");
        var text = Write(format, report with
        {
            Source = ComplianceSource.Both,
            Disagreements = 1,
            Findings = [.. report.Findings.Select(static finding => finding.IsOpen ? finding with { AuditStatus = "COMPLIANT", AuditEvidence = "Audit Manager has it as <b>good</b>.", Disagrees = true } : finding)],
        });

        Assert.Contains(format is ComplianceFormat.Csv ? "\"COMPLIANT\",\"True\"" : "Audit Manager has it as", text, StringComparison.Ordinal);
        if (format is ComplianceFormat.Json)
        {
            using var schema = new StreamReader(typeof(ComplianceExportTests).Assembly.GetManifestResourceStream("compliance-report.schema.json")!);
            Assert.True(JsonSchema.FromText(schema.ReadToEnd()).Evaluate(JsonSerializer.Deserialize<JsonElement>(text)).IsValid);
        }
        else if (format is ComplianceFormat.Html)
        {
            Assert.Contains("Where Audit Manager disagrees", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>good", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ComplianceFormat.Json)]
    [InlineData(ComplianceFormat.Csv)]
    [InlineData(ComplianceFormat.Markdown)]
    [InlineData(ComplianceFormat.JUnit)]
    [InlineData(ComplianceFormat.Sarif)]
    public void Hostile_text_and_no_report_at_all_make_no_format_invalid(ComplianceFormat format)
    {
        foreach (var text in new[] { Write(format, Report("222222222222", Hostile, Hostile)), Write(format) })
        {
            switch (format)
            {
                case ComplianceFormat.Json or ComplianceFormat.Sarif:
                    using (JsonDocument.Parse(text))
                    {
                        break;
                    }

                case ComplianceFormat.JUnit:
                    Assert.Equal("testsuites", XDocument.Parse(text).Root!.Name.LocalName);
                    break;
                default:
                    Assert.NotEmpty(text);
                    break;
            }
        }
    }

    [Fact]
    public void A_run_that_ends_early_leaves_what_was_there_and_nothing_else()
    {
        var path = Path.Combine(_folder, "report.json");
        File.WriteAllText(path, "before");
        using (var export = new ComplianceExport([(ComplianceFormat.Json, path)], Now))
        {
            export.Add(Report("222222222222"));
        }

        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_link_is_replaced_and_what_it_leads_to_is_left_alone()
    {
        var secret = Path.Combine(_folder, "secret.txt");
        File.WriteAllText(secret, "secret");
        var path = Path.Combine(_folder, "report.json");
        File.CreateSymbolicLink(path, secret);

        Write([(ComplianceFormat.Json, path)], Report("222222222222"));

        Assert.Equal("secret", File.ReadAllText(secret));
        Assert.Null(new FileInfo(path).LinkTarget);
        Assert.StartsWith("{", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("link to a pipe")]
    [InlineData("link to a link to a pipe")]
    [InlineData("folder")]
    [InlineData("link to a folder")]
    public void What_is_no_file_is_an_error_and_stays(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such things in folders.");
        var (path, there) = (Path.Combine(_folder, "report.json"), kind.StartsWith("link", StringComparison.Ordinal) ? Path.Combine(_folder, "there") : Path.Combine(_folder, "report.json"));
        if (kind.EndsWith("folder", StringComparison.Ordinal))
        {
            Directory.CreateDirectory(there);
        }
        else
        {
            using var making = System.Diagnostics.Process.Start("mkfifo", there);
            making.WaitForExit();
            Assert.Equal(0, making.ExitCode);
        }

        if (kind is "link to a link to a pipe")
        {
            File.CreateSymbolicLink(there = Path.Combine(_folder, "between"), Path.Combine(_folder, "there"));
        }

        if (kind.StartsWith("link", StringComparison.Ordinal))
        {
            File.CreateSymbolicLink(path, there);
        }

        var before = Directory.GetFileSystemEntries(_folder).Order(StringComparer.Ordinal).ToList();
        var refused = Assert.Throws<IOException>(() => Write([(ComplianceFormat.Json, path)], Report("222222222222")));
        var template = Assert.Throws<IOException>(() => AwsBackupPlan.Engine.Templates.BackupTemplate.Write(path, "Resources:"));

        Assert.Contains(kind.EndsWith("folder", StringComparison.Ordinal) ? "It is a folder." : "and no file.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(refused.Message, template.Message);
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder).Order(StringComparer.Ordinal));
        Assert.Equal(kind.StartsWith("link", StringComparison.Ordinal) ? there : null, new FileInfo(path).LinkTarget);
    }

    private static void AssertValid(JsonSchema schema, JsonNode json)
    {
        var judged = schema.Evaluate(json.Deserialize<JsonElement>(), new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(judged.IsValid, string.Join("; ", judged.Details?.Where(static detail => detail.Errors is not null).Select(static detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}") ?? []));
    }

    private string Write(ComplianceFormat format, params ComplianceReport[] reports)
    {
        var path = Path.Combine(_folder, "report" + ComplianceExport.ExtensionOf(format));
        Write([(format, path)], reports);
        return File.ReadAllText(path, Encoding.UTF8);
    }

    private static void Write((ComplianceFormat Format, string Path)[] files, params ComplianceReport[] reports)
    {
        using var export = new ComplianceExport(files, Now);
        foreach (var report in reports)
        {
            export.Add(report);
        }

        export.Complete();
    }

    private static ComplianceReport Good(string accountId) => Report(accountId) with { Status = "COMPLIANT", Open = 0, Score = 100, Severity = null, Findings = [], Controls = [] };

    private static ComplianceReport Report(string accountId, string name = "orders", string evidence = "It is so.") => new()
    {
        AccountId = accountId,
        AbsName = "*",
        Region = "us-east-1",
        Date = Now,
        Status = "NON_COMPLIANT",
        Score = 33,
        Open = 2,
        Severity = ComplianceSeverity.Critical,
        Controls = [new() { Control = "BACKUP_LAST_RECOVERY_POINT_CREATED", Title = "New enough.", Compliant = 1, Score = 100 }, new() { Control = "XACNT_VAULT_KEY_USABLE", Title = "Usable.", NonCompliant = 1, Score = 0 }],
        Findings =
        [
            Finding(accountId, "XACNT_VAULT_KEY_USABLE", "NON_COMPLIANT", ComplianceSeverity.Critical, name, evidence),
            Finding(accountId, "BACKUP_RECOVERY_POINT_ENCRYPTED", "ERROR", ComplianceSeverity.High, name, evidence),
            Finding(accountId, "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK", "NON_COMPLIANT", ComplianceSeverity.Medium, name, evidence) with { Exemption = new() { Reason = "Known.", Owner = "data team", Expires = new(2027, 3, 31, 0, 0, 0, TimeSpan.Zero) } },
            Finding(accountId, "BACKUP_LAST_RECOVERY_POINT_CREATED", "COMPLIANT", ComplianceSeverity.High, name, evidence) with { Remedy = null },
        ],
        Resources = [new() { AccountId = accountId, AbsName = "payroll", Region = "us-east-1", ResourceArn = "arn:aws:rds:us-east-1:222222222222:db:orders", ResourceName = name, ResourceType = "RDS", Reason = "So.", Age = TimeSpan.FromHours(2) }],
        Message = "2 open findings.",
    };

    private static ComplianceFinding Finding(string accountId, string control, string status, ComplianceSeverity severity, string name, string evidence) => new()
    {
        AccountId = accountId,
        AbsName = "payroll",
        Region = "us-east-1",
        Control = control,
        ResourceArn = $"arn:aws:rds:us-east-1:{accountId}:db:orders",
        ResourceName = name,
        ResourceType = "RDS",
        Status = status,
        Severity = severity,
        Evidence = evidence,
        Remedy = "Mend it.",
    };
}
