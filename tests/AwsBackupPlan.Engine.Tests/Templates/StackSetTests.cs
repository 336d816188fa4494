using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>The stack sets of an organization: what they give the templates that stand in them, and in which order they roll them out.</summary>
public sealed class StackSetTests
{
    [Theory]
    // Which key an account has already only that account knows.
    [InlineData(BackupTemplateKind.Target, "Targets", "ExistingKeyArn")]
    // The replica looks for it.
    [InlineData(BackupTemplateKind.KeyReplica, "Replicas", "PrimaryKeyArn")]
    public async Task All_that_a_template_takes_can_be_given_to_the_stack_set(BackupTemplateKind kind, string set, string except)
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(kind), folder.Write(BackupTemplateKind.StackSet));
        var wanted = templates[0]["Parameters"]!.AsObject().Select(static parameter => parameter.Key).Where(name => !string.Equals(name, except, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var given = templates[1]["Resources"]![set]!["Properties"]!["Parameters"]!.AsArray();

        Assert.Equal(wanted, given.Select(static parameter => (string)parameter!["ParameterKey"]!).Order(StringComparer.Ordinal));
        Assert.All(given, static parameter => Assert.Contains($"\"Ref\":\"{parameter!["ParameterKey"]}\"", parameter["ParameterValue"]!.ToJsonString(), StringComparison.Ordinal));
        // What is the same in both has the same values to choose from.
        Assert.All(wanted, name => Assert.Equal(Choice(templates[0], name), Choice(templates[1], name)));
    }

    [Fact]
    public async Task A_delegated_administrator_s_stack_sets_are_those_of_the_management_account()
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.StackSet));
        var dependsOn = Assert.Single(templates[0]["Resources"]!["Replicas"]!["Properties"]!["AutoDeployment"]!["DependsOn"]!.AsArray())!["Fn::Sub"]!;
        var rule = Assert.Single(templates[0]["Rules"]!.AsObject()).Value!;

        Assert.Contains(":${Account}:stackset/${Targets}", (string)dependsOn[0]!, StringComparison.Ordinal);
        Assert.Equal("""{"Account":{"Fn::If":["HasManagementAccount",{"Ref":"ManagementAccountId"},{"Ref":"AWS::AccountId"}]}}""", dependsOn[1]!.ToJsonString());
        Assert.Equal("""{"Fn::Equals":[{"Ref":"CallAs"},"DELEGATED_ADMIN"]}""", rule["RuleCondition"]!.ToJsonString());
        Assert.Contains("ManagementAccountId", rule["Assertions"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static string Choice(JsonObject template, string parameter)
    {
        var about = template["Parameters"]![parameter]!;
        return $"{about["Type"]} {about["Default"]} {about["AllowedPattern"]} {about["AllowedValues"]?.ToJsonString()}";
    }
}
