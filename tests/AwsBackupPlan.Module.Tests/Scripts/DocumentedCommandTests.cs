using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.Json;
using AwsBackupPlan.Module.Tests.Harness;
using AwsBackupPlan.Module.Tests.Recipes;

namespace AwsBackupPlan.Module.Tests.Scripts;

/// <summary>What the pages and recipes tell to type: it parses, and its commands and parameters are there. The examples of the help are run by another test.</summary>
public sealed class DocumentedCommandTests
{
    // Of PowerShell, Windows and others, which this engine does not have.
    private static readonly string[] OfOthers =
        ["aws", "dotnet", "pwsh", "Set-AWSCredential", "Get-AWSCredential", "Set-DefaultAWSRegion", "Install-PSResource", "Save-PSResource", "Register-PSResourceRepository", "Publish-PSResource", "Start-ScheduledTask", "Get-ScheduledTaskInfo", "Get-Credential", "Get-FileHash", "Compare-Object", "Get-AuthenticodeSignature", "Copy-Item", "icacls"];

    public static TheoryData<string> Pages =>
    [
        "README.md",
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(static page => "docs/" + Path.GetFileName(page)),
        .. Directory.GetFiles(RecipeFiles.Folder, "*.md").Select(static page => "docs/recipes/" + Path.GetFileName(page)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_a_page_tells_to_type_is_there(string page)
    {
        using var session = ModuleSession.Open(endpoint: null);

        foreach (var block in MarkdownPage.Read(Path.Combine(Repository.Root, page)).Blocks("powershell"))
        {
            await HoldsAsync(session, block);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_JSON_of_a_page_is_JSON(string page) =>
        Assert.All(MarkdownPage.Read(Path.Combine(Repository.Root, page)).Blocks("json"), static json => JsonDocument.Parse(json).Dispose());

    [Theory]
    [InlineData("github-actions.yml")]
    [InlineData("azure-devops.yml")]
    public void Actions_and_tasks_of_others_are_pinned_to_a_major_version(string pipeline)
    {
        var pinned = RecipeFiles.Read(pipeline).Split('\n').Select(static line => line.Trim().TrimStart('-').Trim())
            .Where(static line => line.StartsWith("uses:", StringComparison.Ordinal) || line.StartsWith("task:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(pinned);
        Assert.All(pinned, static line => Assert.Matches("^(uses|task): [A-Za-z0-9/-]+@v?[0-9]+$", line));
    }

    [Fact]
    public void The_role_of_a_pipeline_reaches_no_account_outside_the_organization()
    {
        using var policy = JsonDocument.Parse(RecipeFiles.Read("pipeline-permissions.json"));
        var assuming = policy.RootElement.GetProperty("Statement")[0];

        Assert.Equal("sts:AssumeRole", assuming.GetProperty("Action").GetString());
        Assert.StartsWith("o-", assuming.GetProperty("Condition").GetProperty("StringEquals").GetProperty("aws:ResourceOrgID").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_puts_findings_into_code_scanning_may_read_its_run_in_a_private_repository_too()
    {
        var permissions = RecipeFiles.ReadYaml("github-actions.yml")["permissions"]!;

        Assert.Equal(("write", "read", "read"), ((string?)permissions["security-events"], (string?)permissions["actions"], (string?)permissions["contents"]));
    }

    [Fact]
    public void The_policies_of_the_recipes_are_those_of_the_permissions_page_and_no_more()
    {
        var page = MarkdownPage.Read(Path.Combine(Repository.Root, "docs", "permissions.md")).Blocks("json").SelectMany(ActionsOf).ToList();
        var trusts = Directory.GetFiles(RecipeFiles.Folder, "*-trust.json").SelectMany(static file => ActionsOf(File.ReadAllText(file)));

        Assert.All(ActionsOf(RecipeFiles.Read("pipeline-permissions.json")), action => Assert.Contains(action, page));
        Assert.Equal(["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithWebIdentity"], trusts);
    }

    private static async Task HoldsAsync(ModuleSession session, string script)
    {
        var tree = Parser.ParseInput(script, out _, out var errors);
        Assert.True(errors.Length == 0, $"{script}\n{string.Join('\n', errors.Select(static error => error.Message))}");
        foreach (var command in tree.FindAll(static node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            if (command.GetCommandName() is { } name && !name.StartsWith('.') && !OfOthers.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                await HoldsAsync(session, command, name);
            }
        }
    }

    private static async Task HoldsAsync(ModuleSession session, CommandAst command, string name)
    {
        session.Set("name", name);
        var found = await session.RunAsync("$c = Get-Command $name -ErrorAction SilentlyContinue; if ($c.ResolvedCommand) { $c.ResolvedCommand } else { $c }");
        Assert.True(found.Output.Count == 1, $"There is no command {name}: {command}");

        // A stand-in has not all parameters of what it stands in for.
        if (found.Output[0].BaseObject is CmdletInfo { ModuleName: "AwsBackupPlan" } cmdlet)
        {
            Assert.All(command.CommandElements.OfType<CommandParameterAst>(), parameter =>
                Assert.True(cmdlet.Parameters.Values.Any(known => Names(known).Any(one => one.StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase))), $"{name} has no parameter -{parameter.ParameterName}: {command}"));
        }
    }

    private static IEnumerable<string> Names(ParameterMetadata parameter) => parameter.Aliases.Prepend(parameter.Name);

    private static IEnumerable<string> ActionsOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        List<JsonElement> statements = root.ValueKind is JsonValueKind.Object && root.TryGetProperty("Statement", out var list) ? [.. list.EnumerateArray()] : [root];
        return
        [
            .. statements.Where(static statement => statement.ValueKind is JsonValueKind.Object && statement.TryGetProperty("Action", out _))
                .Select(static statement => statement.GetProperty("Action"))
                .SelectMany(static action => action.ValueKind is JsonValueKind.Array ? action.EnumerateArray().Select(static one => one.GetString()!) : [action.GetString()!]),
        ];
    }
}
