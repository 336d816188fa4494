using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsBackupPlan.Engine.Tests.Compliance;
using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>The state machine of the template Master against the schema of the Amazon States Language; which states there are and where they lead to is looked at, too.</summary>
public sealed partial class StateMachineTests
{
    [Fact]
    public async Task It_is_valid()
    {
        var (exitCode, said) = await ValidateAsync(await DefinitionAsync());

        Assert.True(exitCode == 0, said);
    }

    [Theory]
    [InlineData("\"Next\": \"WhatIsLeft\"", "\"Next\": \"Nowhere\"")]
    [InlineData("\"Mode\": \"DISTRIBUTED\"", "\"Mode\": \"Everywhere\"")]
    [InlineData("\"InputPath\": \"$.continuation\"", "\"InputPath\": \"continuation\"")]
    public async Task One_that_is_not_is_found(string right, string wrong)
    {
        var definition = await DefinitionAsync();
        Assert.Contains(right, definition, StringComparison.Ordinal);

        var (exitCode, _) = await ValidateAsync(definition.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal(1, exitCode);
    }

    // As CloudFormation writes it.
    private static async Task<string> DefinitionAsync()
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.Master));
        var text = (string)templates[0]["Resources"]!["Fleet"]!["Properties"]!["DefinitionString"]!["Fn::Sub"]!;
        var written = Variable().Replace(text, static variable => variable.Groups["name"].Value switch
        {
            "AWS::Partition" => "aws",
            "MaxConcurrency" => "10",
            "ToleratedFailurePercentage" => "10",
            "CreateFunction.Arn" => "arn:aws:lambda:us-east-1:111111111111:function:CreateBackupLambda",
            _ => "name",
        });
        Assert.NotNull(JsonNode.Parse(written));
        return written;
    }

    private static async Task<(int ExitCode, string Said)> ValidateAsync(string definition)
    {
        using var process = Peer.TryStart("node", [PublishedSchemas.PathOf("asl-validator/dist/bin/asl-validator.js"), "--json-definition", definition], new Dictionary<string, string>(StringComparer.Ordinal));
        Peer.SkipWhenMissing(process is null ? "No Node is on the PATH." : null);
        process!.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z:.]+)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
