using System.Text.Json.Nodes;
using CsCheck;

namespace AwsBackupPlan.Engine.Tests.Plans;

/// <summary>Makes valid plan documents, in every form and with every member.</summary>
internal static class DocumentGenerator
{
    private static readonly Gen<string> Schedule = Gen.Select(
        Gen.Int[0, 59],
        Gen.OneOf("*", "5", "0/6", "1,13", "8-17"),
        Gen.OneOf("* * ?", "? * *", "1 * ?", "L * ?", "15W 1-6 ?", "? JAN,JUL MON-FRI", "? * 6L", "? * 2#1", "29 2 ?"),
        Gen.OneOf("*", "2026-2199"),
        (minute, hours, days, year) => $"cron({minute} {hours} {days} {year})");

    private static readonly Gen<JsonNode?> Lifecycle = Gen.Select(
        Gen.OneOf(0, -1, 25, 30, 200),
        Gen.OneOf(0, -1, 90, 400, 36_410),
        Gen.Int[0, 2],
        (cold, keep, optIn) =>
        {
            var lifecycle = new JsonObject();
            if (cold != 0)
            {
                lifecycle["MoveToColdStorageAfterDays"] = cold;
            }

            if (keep != 0)
            {
                lifecycle["DeleteAfterDays"] = keep < 0 ? keep : Math.Min(36_500, keep + Math.Max(0, cold));
            }

            if (optIn > 0)
            {
                lifecycle["OptInToArchiveForSupportedResources"] = optIn == 2;
            }

            return (JsonNode?)lifecycle;
        });

    private static readonly Gen<JsonNode?> Tags = Gen.Select(
        Gen.Int[0, 3],
        Gen.OneOf("ABSName", "pay", "", "a b_.:/=+-@", "größe"),
        (count, value) => (JsonNode?)new JsonObject(Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"key {i}", (JsonNode?)value))));

    private static readonly Gen<JsonNode?> CopyActions = Gen.Select(
        Gen.Int[0, 3],
        Gen.Bool,
        Lifecycle,
        Gen.Bool,
        (real, placeholder, lifecycle, named) =>
        {
            var copies = new JsonArray();
            for (int i = 0; i < real; i++)
            {
                copies.Add(new JsonObject { ["DestinationBackupVaultArn"] = $"arn:aws:backup:eu-west-{i + 1}:333333333333:backup-vault:off-site", ["Lifecycle"] = lifecycle!.DeepClone() });
            }

            if (placeholder)
            {
                copies.Add(named ? new JsonObject { ["DestinationBackupVaultArn"] = "DestinationBackupVaultArn", ["Lifecycle"] = lifecycle!.DeepClone() } : new JsonObject());
            }

            return (JsonNode?)copies;
        });

    // The windows as a pair: what is left out counts with AWS Backup's default.
    private static readonly Gen<(int Start, int Completion)> Windows = Gen.OneOf((0, 0), (60, 0), (60, 120), (0, 540), (480, 10_080), (10_020, 0), (100_000, 52_560_000));

    private static readonly Gen<JsonNode?> Rule = Gen.Select(
        Gen.Select(Schedule, Gen.OneOf("", "UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"), Windows),
        Gen.Select(Lifecycle, CopyActions, Tags),
        Gen.Int[0, int.MaxValue],
        (when, what, flags) => (JsonNode?)MakeRule(when.Item1, when.Item2, when.Item3, what.Item1!, what.Item2!, what.Item3!, flags));

    /// <summary>Valid documents as JSON.</summary>
    public static Gen<JsonNode> Documents { get; } = Gen.Select(
        Rule.Array[1, 4],
        Tags,
        Gen.Int[0, 4],
        Gen.Int[0, 7],
        (rules, tags, form, settings) => MakeDocument(MakePlan(rules, settings), tags, form));

    private static JsonObject MakeRule(string schedule, string zone, (int Start, int Completion) windows, JsonNode lifecycle, JsonNode copies, JsonNode tags, int flags)
    {
        var rule = new JsonObject();
        bool Has(int bit) => (flags >> bit & 1) == 1;
        void Add(bool wanted, string name, JsonNode? value)
        {
            if (wanted)
            {
                rule[name] = value;
            }
        }

        Add(Has(0), "RuleName", Has(1) ? "RuleName" : "real");
        Add(Has(2), "TargetBackupVaultName", Has(3) ? "VaultName" : "Another-Vault");
        Add(Has(4), "ScheduleExpression", schedule);
        Add(zone.Length > 0, "ScheduleExpressionTimezone", zone);
        Add(windows.Start > 0, "StartWindowMinutes", windows.Start);
        Add(windows.Completion > 0, "CompletionWindowMinutes", windows.Completion);
        Add(Has(5), "CopyActions", copies);
        Add(Has(6), "RecoveryPointTags", tags);
        Add(Has(7), "TargetLogicallyAirGappedBackupVaultArn", "arn:aws:backup:us-east-1:111111111111:backup-vault:gap");
        Add(Has(8), "IndexActions", new JsonArray(new JsonObject { ["ResourceTypes"] = new JsonArray("S3") }));
        Add(Has(9), "ScanActions", new JsonArray(new JsonObject { ["MalwareScanner"] = "GUARDDUTY", ["ScanMode"] = "INCREMENTAL_SCAN" }));
        bool continuous = Has(10) && Has(11);
        Add(Has(10), "EnableContinuousBackup", continuous);
        Add(continuous || Has(12), "Lifecycle", continuous ? new JsonObject { ["DeleteAfterDays"] = (flags >> 13) % 35 + 1 } : lifecycle);
        return rule;
    }

    private static JsonObject MakePlan(JsonNode?[] rules, int settings)
    {
        for (int i = 0; i < rules.Length; i++)
        {
            if (rules[i]!["RuleName"]?.GetValue<string>() is "real")
            {
                rules[i]!["RuleName"] = $"real.{i}";
            }
        }

        var plan = new JsonObject { ["Rules"] = new JsonArray([.. rules.Select(rule => rule!.DeepClone())]) };
        if ((settings & 1) == 1)
        {
            plan["BackupPlanName"] = "BackupPlanName";
        }

        if ((settings & 2) == 2)
        {
            plan["AdvancedBackupSettings"] = new JsonArray(new JsonObject { ["ResourceType"] = "EC2", ["BackupOptions"] = new JsonObject { ["WindowsVSS"] = "enabled" } });
        }

        if ((settings & 4) == 4)
        {
            plan["ScanSettings"] = new JsonArray(new JsonObject
            {
                ["MalwareScanner"] = "GUARDDUTY",
                ["ResourceTypes"] = new JsonArray("EC2", "S3"),
                ["ScannerRoleArn"] = "arn:aws:iam::111111111111:role/Scanner",
            });
        }

        return plan;
    }

    private static JsonNode MakeDocument(JsonObject plan, JsonNode? tags, int form) => form switch
    {
        0 => plan,
        1 => new JsonArray(plan),
        2 => new JsonObject { ["BackupPlan"] = plan },
        3 => new JsonObject { ["BackupPlan"] = plan, ["BackupPlanTags"] = tags!.DeepClone() },
        _ => new JsonArray(plan, tags!.DeepClone()),
    };
}
