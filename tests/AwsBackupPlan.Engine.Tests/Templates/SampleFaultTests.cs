using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Templates;

namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>What is wrong with the permissions of the templates that the module replaces: none of it is here.</summary>
public sealed class SampleFaultTests
{
    // Asked of the Region, without the name of one.
    private const string WithoutName = "config:DescribeConfigurationRecorderStatus";

    [Fact]
    public async Task No_ABS_name_is_fixed_anywhere_but_in_the_default_of_a_parameter()
    {
        using var folder = new TemplateFolder();
        var options = new TemplateOptions { AbsName = "unheard-of", TagKey = "StrangeKey", Region = "eu-west-3", CopyRegions = ["eu-south-2"], RoleName = "OddRole", BackupRoleName = "OddBackupRole", KeyAlias = "odd-alias", PlanParameterName = "/odd/name" };
        var (templates, _) = await TemplateFolder.ReadAsync([.. TemplateFolder.CloudFormation.Where(static kind => kind is not BackupTemplateKind.StackSet).Select(kind => folder.Write(kind, options))]);

        foreach (var template in templates)
        {
            Assert.NotEmpty(template["Parameters"]!.AsObject());
            template.Remove("Parameters");
            // What is told in the document of the plan is the user's.
            (template["Resources"]!["PlanDocument"]?["Properties"] as JsonObject)?.Remove("Value");
            var text = template.ToJsonString();
            Assert.All(
                (string[])["unheard-of", "backup-demo", "StrangeKey", "eu-west-3", "eu-south-2", "us-east-", "OddRole", "Xacnt_Backup_Role", "OddBackupRole", "AWSBackup-Custom", "odd-alias", "/odd/name", "222222222222"],
                name => Assert.DoesNotContain(name, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task No_alias_stands_where_the_id_of_a_key_belongs()
    {
        var statements = (await TargetAsync()).Where(static statement => TemplateStatements.Actions(statement).Any(static action => action.StartsWith("kms:", StringComparison.Ordinal)));

        // Keys of other accounts are given by their ARNs.
        Assert.All(statements.SelectMany(TemplateStatements.ResourcesOf), static resource => Assert.True(resource.EndsWith(":key/*", StringComparison.Ordinal) || resource is """{"Ref":"DatabaseKeyArns"}""", resource));
    }

    [Fact]
    public async Task Every_action_exists_and_none_is_a_wildcard()
    {
        using var folder = new TemplateFolder();
        var (templates, takesResource) = await TemplateFolder.ReadAsync([.. TemplateFolder.CloudFormation.Where(static kind => kind is not BackupTemplateKind.StackSet).Select(kind => folder.Write(kind))]);
        var actions = templates.SelectMany(TemplateStatements.All).SelectMany(TemplateStatements.Actions).Distinct(StringComparer.Ordinal).ToList();

        Assert.InRange(actions.Count, 100, 300);
        Assert.All(actions, action => Assert.True(takesResource.ContainsKey(action), action));
    }

    [Fact]
    public async Task Actions_that_know_no_resource_are_allowed_on_all_and_no_others_are()
    {
        using var folder = new TemplateFolder();
        var (templates, takesResource) = await TemplateFolder.ReadAsync([.. TemplateFolder.CloudFormation.Where(static kind => kind is not BackupTemplateKind.StackSet).Select(kind => folder.Write(kind))]);
        var statements = templates.SelectMany(TemplateStatements.OfRoles).ToList();

        Assert.NotEmpty(statements);
        foreach (var statement in statements)
        {
            var isOnAll = TemplateStatements.ResourcesOf(statement).Contains("*", StringComparer.Ordinal);
            Assert.All(TemplateStatements.Actions(statement), action => Assert.True(isOnAll == (!takesResource[action] || action is WithoutName), $"{action} on {statement["Resource"]}"));
        }
    }

    [Fact]
    public async Task The_role_is_assumed_by_the_callers_alone_and_with_the_external_id()
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.Target));
        var statement = Assert.Single(templates[0]["Resources"]!["Role"]!["Properties"]!["AssumeRolePolicyDocument"]!["Statement"]!.AsArray())!;
        var parameter = templates[0]["Parameters"]!["ExternalId"]!;

        Assert.Equal("""{"AWS":{"Ref":"CallerArns"}}""", statement["Principal"]!.ToJsonString());
        Assert.Equal("""{"StringEquals":{"sts:ExternalId":{"Ref":"ExternalId"}}}""", statement["Condition"]!.ToJsonString());
        Assert.Equal((true, null), ((bool)parameter["NoEcho"]!, parameter["Default"]));
        Assert.Null(templates[0]["Parameters"]!["CallerArns"]!["Default"]);
        Assert.DoesNotContain("ExternalId", (templates[0]["Outputs"] ?? new JsonObject()).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_backup_role_may_do_what_AWS_Backup_does_with_RDS_whatever_tags_it_sets()
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.Target));
        var role = templates[0]["Resources"]!["BackupRole"]!["Properties"]!;
        var actions = TemplateStatements.OfRole(templates[0], "BackupRole").SelectMany(TemplateStatements.Actions).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "tag:GetResources", "rds:DescribeDBInstances", "rds:DescribeDBClusters", "rds:DescribeDBSnapshots", "rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusterAutomatedBackups", "rds:ModifyDBInstance", "rds:ModifyDBCluster",
                "rds:CreateDBSnapshot", "rds:CreateDBClusterSnapshot", "rds:CopyDBSnapshot", "rds:CopyDBClusterSnapshot", "rds:DeleteDBSnapshot", "rds:DeleteDBClusterSnapshot", "backup:CopyIntoBackupVault", "kms:CreateGrant",
            },
            actions);
        Assert.DoesNotContain("RequestTag", role.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("rds:DeleteDBInstance", actions, StringComparer.Ordinal);
        Assert.Equal("""{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}""", role["AssumeRolePolicyDocument"]!["Statement"]![0]!["Condition"]!.ToJsonString());
    }

    [Fact]
    public async Task Nobody_but_the_account_itself_gives_grants_for_a_key_to_others_than_services_of_AWS()
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.Target), folder.Write(BackupTemplateKind.KeyReplica), folder.Write(BackupTemplateKind.CentralVault));
        var granting = templates.SelectMany(TemplateStatements.All).Where(static statement => TemplateStatements.Actions(statement).Contains("kms:CreateGrant", StringComparer.Ordinal) && (string?)statement["Sid"] is not "AccountUsesTheKey").ToList();

        Assert.Equal(["CentralAccountGrants", "GrantsOfKeys", "GrantsOfKeysOfOthers", "GrantsOfVaults", "OrganizationGrants"], granting.Select(static statement => (string)statement["Sid"]!).Order(StringComparer.Ordinal));
        Assert.All(granting, static statement =>
        {
            Assert.Equal("true", statement["Condition"]!["Bool"]!["kms:GrantIsForAWSResource"]!.ToString(), ignoreCase: true);
            Assert.Equal(["kms:CreateGrant"], TemplateStatements.Actions(statement));
        });
    }

    [Fact]
    public async Task The_caller_can_do_no_more_than_assume_the_role_and_write_its_logs()
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.Master));

        Assert.Equal(["logs:CreateLogStream", "logs:PutLogEvents", "sts:AssumeRole"], TemplateStatements.OfRole(templates[0], "CallerRole").SelectMany(TemplateStatements.Actions).Order(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<JsonObject>> TargetAsync()
    {
        using var folder = new TemplateFolder();
        return TemplateStatements.OfRoles((await TemplateFolder.ReadAsync(folder.Write(BackupTemplateKind.Target))).Templates[0]);
    }
}
