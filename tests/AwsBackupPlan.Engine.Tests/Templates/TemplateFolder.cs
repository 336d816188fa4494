using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Templates;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>Templates in a folder of their own, and the tools that were written elsewhere that read them there: cfn-lint, and moto as CloudFormation.</summary>
internal sealed class TemplateFolder : IDisposable
{
    private static readonly Dictionary<string, string> Environment = new(StringComparer.Ordinal) { ["AWS_DEFAULT_REGION"] = "us-east-1", ["PYTHONUTF8"] = "1" };

    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Templates", "templates.py");

    private readonly string _path = Directory.CreateTempSubdirectory("templates").FullName;

    public static IReadOnlyList<BackupTemplateKind> CloudFormation { get; } = [.. BackupTemplate.Kinds.Where(static kind => kind is not BackupTemplateKind.OrganizationBackupPolicy)];

    /// <summary>Every character that a name takes, the longest names, and texts that YAML could take for something else.</summary>
    public static TemplateOptions Odd { get; } = new()
    {
        AbsName = "0_-aaaaaaaaaaaaaaaaaaa",
        TagKey = "Größe: a=b/c@d_e+f - Ж",
        Region = "us-gov-west-1",
        CopyRegions = ["us-gov-east-1"],
        RoleName = "Role+of=,.@-_" + new string('r', 51),
        BackupRoleName = "AWSBackup+=,.@-_" + new string('b', 48),
        CallerArns = ["arn:aws-us-gov:iam::000000000001:role/path/of/a+=.@-_role", "arn:aws-us-gov:iam::111111111111:user/somebody@example.com"],
        PlanParameterName = "/a.b-c_d/" + new string('n', 100) + "/plan",
        KeyAlias = "alias/teams/payroll_-key",
        PlanDocument = Document("""Müller's "daily" - rule: #1 ${x} <&> | >""", 40),
    };

    /// <summary>A plan document with as many tags in its recovery points as there is room for, and words in them.</summary>
    public static string Document(string words, int length) => new JsonArray(
        new JsonObject
        {
            ["Rules"] = new JsonArray(new JsonObject
            {
                ["RuleName"] = "no",
                ["ScheduleExpression"] = "cron(0 5 ? * * *)",
                ["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = 35 },
                ["RecoveryPointTags"] = new JsonObject { ["true"] = new string('a', length), ["Note"] = Allowed(words) },
            }),
        },
        new JsonObject { ["ABS"] = "ABSName" }).ToJsonString();

    public string Write(BackupTemplateKind kind, TemplateOptions? options = null)
    {
        var path = Path.Combine(_path, $"{Guid.NewGuid():N}-{BackupTemplate.FileName(kind)}");
        BackupTemplate.Write(path, BackupTemplate.Make(kind, options ?? new TemplateOptions()));
        return path;
    }

    /// <summary>What cfn-lint reports, information included.</summary>
    public static async Task<string> LintAsync(IEnumerable<string> files)
    {
        using var process = Peer.TryStart("cfn-lint", ["--include-checks", "I", "--", .. files], Environment);
        Peer.SkipWhenMissing(process is null ? "cfn-lint is not on the PATH (python3 -m pip install cfn-lint)." : null);
        process!.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return $"{output}{await error}{(process.ExitCode == 0 ? string.Empty : $"exit code {process.ExitCode}")}";
    }

    /// <summary>Reads templates, and with them what cfn-lint knows of IAM's actions: whether each takes a resource.</summary>
    public static async Task<(IReadOnlyList<JsonObject> Templates, IReadOnlyDictionary<string, bool> TakesResource)> ReadAsync(params IReadOnlyList<string> files)
    {
        var answer = await AskAsync(new JsonObject { ["do"] = "read", ["files"] = new JsonArray([.. files.Select(static file => (JsonNode?)file)]) });
        var actions = answer["actionsWithResources"]!.AsObject().ToDictionary(static action => action.Key, static action => (bool)action.Value!, StringComparer.OrdinalIgnoreCase);
        return ([.. answer["templates"]!.AsArray().Select(static template => template!.AsObject())], actions);
    }

    /// <summary>Asks templates.py, which says what it takes.</summary>
    public static async Task<JsonNode> AskAsync(JsonObject request)
    {
        using var process = Peer.TryStart("python3", [Script], Environment);
        Peer.SkipWhenMissing(process is null ? "No Python is on the PATH." : null);
        await process!.StandardInput.WriteLineAsync(request.ToJsonString().AsMemory(), TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var said = await error;
        return process.ExitCode == 0 ? JsonNode.Parse(output)! : throw Missing(said);
    }

    /// <summary>Stacks in a moto that goes on until it is disposed of.</summary>
    public static async Task<MotoServer> ServeAsync(JsonObject request)
    {
        request["do"] = "serve";
        var process = Peer.TryStart("python3", [Script], Environment);
        Peer.SkipWhenMissing(process is null ? "No Python is on the PATH." : null);
        await process!.StandardInput.WriteLineAsync(request.ToJsonString().AsMemory(), TestContext.Current.CancellationToken);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            return new MotoServer(process, JsonNode.Parse(line)!);
        }

        using (process)
        {
            throw Missing(await error);
        }
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static InvalidOperationException Missing(string said)
    {
        Peer.SkipWhenMissing(said.Contains("ModuleNotFoundError", StringComparison.Ordinal) ? "Python lacks cfn-lint, moto or boto3 (python3 -m pip install cfn-lint moto[server] boto3)." : null);
        return new InvalidOperationException(said);
    }

    // What a tag may not have has no place in a document.
    private static string Allowed(string words) => string.Concat(words.Where(static c => char.IsLetterOrDigit(c) || c is ' ' or '_' or '.' or ':' or '/' or '=' or '+' or '-' or '@'));
}
