using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Tests.Scenes;
using AwsBackupPlan.Simulator.Onboarding;

namespace AwsBackupPlan.Engine.Tests.Monitoring;

/// <summary>The resolver against the simulator's own judgement, which was written apart from it.</summary>
public sealed class SelectionPeerTests
{
    private const int Rounds = 400;

    private static readonly string[] Values = ["payroll", "Payroll", "pay day", "", "ledger"];
    private static readonly string[] Patterns = ["pay*", "*roll", "*", "P*l", "pay *", "payroll", "*a*"];
    private static readonly string[] Keys = ["ABS", "abs", "aws:ResourceTag/ABS", "Stage", "aws:ResourceTag/Stage", "None"];
    private static readonly string[] Operators = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"];
    private static readonly string[] Types = ["RDS", "Aurora", "Neptune", "DocumentDB"];

    private static readonly string[] Arns =
    [
        "*", "arn:aws:rds:*:*:db:*", "arn:aws:rds:*:*:cluster:*", "arn:aws:rds:us-east-1:222222222222:db:a*", "arn:aws:rds:us-east-1:*:db:b-mysql", "arn:aws:rds:*:*:*", "arn:aws:rds:us-east-2:*:db:*",
        "arn:aws:rds:*:*:cluster:c-*", "arn:aws:rds:us-east-1:222222222222:cluster:d-neptune", "arn:aws:dynamodb:*:*:table/*", "arn:aws:rds:*:*:instance:*",
    ];

    [Fact]
    public async Task Both_take_the_same_databases_for_many_selections()
    {
        await using var scene = await Scene.StartAsync(onboarding: new OnboardingOptions { Instances = 0, Clusters = 0 });
        var random = new Random(20_261_126);
        var databases = Seed(scene, random);
        var deployed = await scene.DeployedAsync();
        using var backup = await scene.Other().ClientAsync();
        var taken = 0;

        for (var round = 0; round < Rounds; round++)
        {
            var document = Draw(random);
            var optIn = Types.ToDictionary(static type => type, _ => random.Next(3) > 0, StringComparer.Ordinal);
            scene.Simulator.Backup.ChangeSelection(Scene.AccountId, Scene.Primary, deployed.PlanId!, deployed.SelectionId!, selection => Replace(selection, document));
            await backup.UpdateRegionSettingsAsync(new UpdateRegionSettingsRequest { ResourceTypeOptInPreference = optIn }, TestContext.Current.CancellationToken);

            var theirs = scene.Simulator.Backup.Protection(Scene.AccountId, Scene.Primary).GroupBy(static change => change.ResourceArn, StringComparer.Ordinal)
                .Where(static changes => changes.Last().IsProtected).Select(static changes => changes.Key).Order(StringComparer.Ordinal);
            string[] ours = [.. databases.Where(database => SelectionResolver.Resolve(document, database, optIn).IsTaken).Select(static database => database.Arn).Order(StringComparer.Ordinal)];

            Assert.Equal(theirs, ours, StringComparer.Ordinal);
            taken += ours.Length;
        }

        Assert.InRange(taken, Rounds, Rounds * databases.Count);
    }

    private static List<Database> Seed(Scene scene, Random random)
    {
        var databases = new List<Database>();
        foreach (var prefix in new[] { "a", "b", "c", "d" })
        {
            foreach (var engine in new[] { "mysql", "aurora-mysql", "neptune", "docdb" })
            {
                var tags = Keys.Where(key => !key.Contains('/') && random.Next(2) > 0).ToDictionary(static key => key, _ => Values[random.Next(Values.Length)], StringComparer.Ordinal);
                var isCluster = engine is not "mysql";
                var name = $"{prefix}-{engine}";
                var arn = isCluster ? scene.Simulator.Rds.AddCluster(Scene.AccountId, Scene.Primary, name, tags, engine) : scene.Simulator.Rds.AddInstance(Scene.AccountId, Scene.Primary, name, tags, engine);
                databases.Add(new Database(arn, engine) { IsCluster = isCluster, Tags = tags });
                if (isCluster)
                {
                    databases.Add(new Database(arn.Replace($":cluster:{name}", $":db:{name}-1", StringComparison.Ordinal), engine) { ClusterIdentifier = name, Tags = tags });
                }
            }
        }

        return databases;
    }

    private static SelectionDefinition Draw(Random random) => new()
    {
        SelectionName = "drawn",
        IamRoleArn = "arn:aws:iam::222222222222:role/AWSBackup-Custom",
        Resources = [.. Few(random, () => Arns[random.Next(Arns.Length)])],
        NotResources = [.. random.Next(3) == 0 ? Few(random, () => Arns[random.Next(Arns.Length)]) : []],
        ListOfTags = [.. Few(random, () => Condition("StringEquals", Keys[random.Next(2)], Values[random.Next(Values.Length)]))],
        Conditions = [.. Few(random, () => Condition(Operators[random.Next(Operators.Length)], Keys[random.Next(Keys.Length)], random.Next(2) == 0 ? Values[random.Next(Values.Length)] : Patterns[random.Next(Patterns.Length)]))],
    };

    private static List<T> Few<T>(Random random, Func<T> draw) => [.. Enumerable.Range(0, random.Next(3)).Select(_ => draw())];

    private static SelectionConditionInfo Condition(string name, string key, string value) => new() { Operator = name, Key = key, Value = value };

    private static void Replace(JsonObject selection, SelectionDefinition document)
    {
        selection["Resources"] = new JsonArray([.. document.Resources.Select(static pattern => (JsonNode)pattern)]);
        selection["NotResources"] = new JsonArray([.. document.NotResources.Select(static pattern => (JsonNode)pattern)]);
        selection["ListOfTags"] = new JsonArray([.. document.ListOfTags.Select(static tag => new JsonObject { ["ConditionType"] = "STRINGEQUALS", ["ConditionKey"] = tag.Key, ["ConditionValue"] = tag.Value })]);
        selection["Conditions"] = new JsonObject(Operators.Select(name => new KeyValuePair<string, JsonNode?>(name, new JsonArray(
            [.. document.Conditions.Where(condition => string.Equals(condition.Operator, name, StringComparison.Ordinal)).Select(static condition => new JsonObject { ["ConditionKey"] = condition.Key, ["ConditionValue"] = condition.Value })]))));
    }
}
