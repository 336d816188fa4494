using Amazon.Backup.ModelWriter;
using Amazon.Backup.Tests.Peers;
using Amazon.Backup.Tests.Wire;

namespace Amazon.Backup.Tests;

public sealed class ModelTextTests(BotocorePeer botocore)
{
    [Fact]
    public async Task The_committed_model_is_what_the_writer_makes_of_the_published_one()
    {
        var written = ModelText.Write(PublishedModel.Load(await botocore.ModelFolderAsync()));

        Assert.Equal(await File.ReadAllTextAsync(Repository.PathOf("src/Amazon.Backup/backup-2018-11-15.model"), TestContext.Current.CancellationToken), written);
    }
}
