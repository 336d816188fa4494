namespace AwsBackupPlan.Engine.Tests.Templates;

/// <summary>What stays when a stack goes.</summary>
public sealed class KeptResourcesTests
{
    [Theory]
    [InlineData(BackupTemplateKind.Target, "Alias, Key")]
    [InlineData(BackupTemplateKind.KeyReplica, "Alias, Key")]
    [InlineData(BackupTemplateKind.CentralVault, "Alias, Key, Vault")]
    [InlineData(BackupTemplateKind.Master, "Bucket, CreateLog, DeleteLog")]
    [InlineData(BackupTemplateKind.Notifications, "")]
    public async Task A_stack_that_fails_to_come_up_leaves_nothing_behind_and_one_that_goes_leaves_keys_with_their_aliases_vaults_and_records(BackupTemplateKind kind, string kept)
    {
        using var folder = new TemplateFolder();
        var (templates, _) = await TemplateFolder.ReadAsync(folder.Write(kind));
        var resources = templates[0]["Resources"]!.AsObject();

        Assert.DoesNotContain(resources, static resource => (string?)resource.Value!["DeletionPolicy"] is "Retain");
        Assert.Equal(kept, string.Join(", ", resources.Where(static resource => (string?)resource.Value!["DeletionPolicy"] is "RetainExceptOnCreate").Select(static resource => resource.Key).Order(StringComparer.Ordinal)));
        Assert.All(resources.Where(static resource => (string?)resource.Value!["DeletionPolicy"] is "RetainExceptOnCreate"), static resource => Assert.Equal("Retain", (string?)resource.Value!["UpdateReplacePolicy"]));
    }
}
