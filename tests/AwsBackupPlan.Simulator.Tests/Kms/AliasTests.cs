using AwsBackupPlan.Simulator.Tests.Peers;

namespace AwsBackupPlan.Simulator.Tests.Kms;

public sealed class AliasTests(PythonPeer python)
{
    private const string Account = "111111111111";

    [Fact]
    public async Task An_alias_is_made_moved_and_deleted()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var (first, second) = (sim.Kms.AddKey(Account, "us-east-1"), sim.Kms.AddKey(Account, "us-east-1"));
        var result = await python.RunAsync(sim, $"""
            kms = client("kms")
            target = lambda reference="alias/a-key": kms.describe_key(KeyId=reference)["KeyMetadata"]["Arn"]
            kms.create_alias(AliasName="alias/a-key", TargetKeyId="{first}")
            targets = [target(), target("arn:aws:kms:us-east-1:{Account}:alias/a-key")]
            kms.update_alias(AliasName="alias/a-key", TargetKeyId="{second}")
            targets.append(target())
            listed = [len(kms.list_aliases(KeyId=key)["Aliases"]) for key in ("{first}", "{second}")]
            kms.delete_alias(AliasName="alias/a-key")
            result = [targets, listed, kms.list_aliases()["Aliases"]]
            """);
        Assert.Equal($"""[["{first}","{first}","{second}"],[0,1],[]]""", result.ToJsonString());
    }

    [Theory]
    [InlineData("kms.create_alias, AliasName='alias/taken', TargetKeyId=key", "AlreadyExistsException", "An alias with the name arn:aws:kms:us-east-1:111111111111:alias/taken already exists")]
    [InlineData("kms.create_alias, AliasName='taken', TargetKeyId=key", "ValidationException", "Alias must start with the prefix")]
    [InlineData("kms.create_alias, AliasName='alias/', TargetKeyId=key", "ValidationException", "Alias must start with the prefix")]
    [InlineData("kms.create_alias, AliasName='alias/a b', TargetKeyId=key", "ValidationException", "Value 'alias/a b' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern")]
    [InlineData("kms.create_alias, AliasName='alias/aws/mine', TargetKeyId=key", "NotAuthorizedException", "reserved")]
    [InlineData("kms.create_alias, AliasName='alias/new', TargetKeyId='alias/taken'", "NotFoundException", "Invalid keyId")]
    [InlineData("kms.create_alias, AliasName='alias/new', TargetKeyId='mrk-00000000000000000000000000000000'", "NotFoundException", "does not exist")]
    [InlineData("kms.update_alias, AliasName='alias/none', TargetKeyId=key", "NotFoundException", "Alias arn:aws:kms:us-east-1:111111111111:alias/none is not found.")]
    [InlineData("kms.update_alias, AliasName='alias/taken', TargetKeyId=kms.create_key(KeySpec='HMAC_256', KeyUsage='GENERATE_VERIFY_MAC')['KeyMetadata']['KeyId']", "ValidationException", "type and usage")]
    [InlineData("kms.delete_alias, AliasName='alias/none'", "NotFoundException", "Alias arn:aws:kms:us-east-1:111111111111:alias/none is not found.")]
    [InlineData("kms.list_aliases, Limit=101", "ValidationException", "Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100")]
    public async Task What_KMS_refuses_is_refused_by_its_name(string call, string error, string message)
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = sim.Kms.AddKey(Account, "us-east-1", "taken").Split('/')[1];
        var refusal = await python.RunAsync(sim, $"""
            kms, key = client("kms"), "{key}"
            result = refusal({call})
            """);
        Assert.Equal(error, (string?)refusal["code"]);
        Assert.Contains(message, (string?)refusal["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aliases_are_listed_in_pages_and_a_page_stands_when_others_go()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        for (var number = 0; number < 120; number++)
        {
            sim.Kms.AddKey(Account, "us-east-1", $"key-{number:000}");
        }

        var result = await python.RunAsync(sim, """
            kms = client("kms")
            sizes = [len(page["Aliases"]) for page in kms.get_paginator("list_aliases").paginate()]
            first = kms.list_aliases(Limit=10)
            kms.delete_alias(AliasName="alias/key-009")
            kms.delete_alias(AliasName="alias/key-000")
            second = kms.list_aliases(Limit=10, Marker=first["NextMarker"])
            result = [sizes, first["Truncated"], second["Aliases"][0]["AliasName"]]
            """);
        Assert.Equal("""[[50,50,20],true,"alias/key-010"]""", result.ToJsonString());
    }

    [Fact]
    public async Task The_keys_of_AWS_services_come_into_being_when_they_are_looked_at()
    {
        await using var sim = await SimulatorHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var result = await python.RunAsync(sim, """
            kms = client("kms")
            before = kms.list_aliases()["Aliases"]
            key = kms.describe_key(KeyId="alias/aws/backup")["KeyMetadata"]
            assert kms.describe_key(KeyId="alias/aws/backup")["KeyMetadata"] == key
            result = [before, key["KeyManager"], [alias["AliasName"] for alias in kms.list_aliases()["Aliases"]]]
            """);
        Assert.Equal("""[[],"AWS",["alias/aws/backup"]]""", result.ToJsonString());
    }
}
