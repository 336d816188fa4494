using System.Reflection;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Templates;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>The commands that the pages tell to deploy the templates with.</summary>
public sealed class TemplateCommandTests
{
    private static readonly string Root = typeof(TemplateCommandTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static about => about.Key is "RepositoryRoot").Value!;

    [Theory]
    [InlineData("templates.md", 7)]
    [InlineData("migration.md", 1)]
    public async Task Each_gives_the_parameters_that_have_no_default_and_the_capabilities_that_CloudFormation_asks_for(string page, int count)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Root, "docs", page), TestContext.Current.CancellationToken);
        string[] commands = [.. lines.Select(static line => line.Trim()).Where(static line => line.StartsWith("aws cloudformation deploy ", StringComparison.Ordinal))];

        Assert.InRange(commands.Length, count, 20);
        foreach (var command in commands)
        {
            var kind = Enum.Parse<BackupTemplateKind>(Word(command, "--template-file").Replace(".yaml", string.Empty, StringComparison.Ordinal));
            using var folder = new TemplateFolder();
            var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(kind, new TemplateOptions { CallerArns = kind is BackupTemplateKind.Target ? ["arn:aws:iam::111111111111:role/backup-LambdaExecutionRole"] : [] }));
            var parameters = templates[0]["Parameters"]!.AsObject();
            var given = command.Split(' ').Where(static word => word.Contains('=', StringComparison.Ordinal)).Select(static word => word[..word.IndexOf('=', StringComparison.Ordinal)]).ToList();

            Assert.All(given, name => Assert.True(parameters.ContainsKey(name), $"{name} in {command}"));
            Assert.All(parameters.Where(static parameter => parameter.Value!["Default"] is null), parameter => Assert.Contains(parameter.Key, given));
            Assert.Equal(Capability(templates[0]), command.Contains("--capabilities", StringComparison.Ordinal) ? Word(command, "--capabilities") : null);
        }
    }

    // A condition on the resource does not matter.
    private static string? Capability(JsonObject template)
    {
        var roles = template["Resources"]!.AsObject().Select(static resource => resource.Value!).Where(static resource => ((string)resource["Type"]!).StartsWith("AWS::IAM::", StringComparison.Ordinal)).ToList();
        return roles.Exists(static role => role["Properties"]!["RoleName"] is not null) ? "CAPABILITY_NAMED_IAM" : roles.Count > 0 ? "CAPABILITY_IAM" : null;
    }

    private static string Word(string command, string after)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words[Array.IndexOf(words, after) + 1];
    }
}
