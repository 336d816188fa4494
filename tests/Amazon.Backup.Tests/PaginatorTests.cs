using System.Text.Json.Nodes;
using Amazon.Backup.Model;
using Amazon.Backup.Tests.Peers;
using Amazon.Backup.Tests.Wire;
using Amazon.Runtime;

namespace Amazon.Backup.Tests;

public sealed class PaginatorTests(BotocorePeer botocore)
{
    private const string FirstPage = """{"BackupVaultList":[{"BackupVaultName":"a"},{"BackupVaultName":"b"}],"NextToken":"two"}""";
    private const string EmptyPage = """{"BackupVaultList":[],"NextToken":"three"}""";
    private const string LastPage = """{"BackupVaultList":[{"BackupVaultName":"c"}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_come_from_all_pages_even_after_an_empty_one()
    {
        await using var server = await PagesAsync();
        using var client = server.Client();

        var names = new List<string>();
        await foreach (var vault in client.Paginators.ListBackupVaults(new ListBackupVaultsRequest { MaxResults = 2 }).BackupVaultList.WithCancellation(Token))
        {
            names.Add(vault.BackupVaultName);
        }

        Assert.Equal(["a", "b", "c"], names);
        Assert.Equal(["maxResults=2", "maxResults=2 nextToken=two", "maxResults=2 nextToken=three"], server.Requests.Select(static request => string.Join(' ', request.Query)), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Responses_are_the_pages()
    {
        await using var server = await PagesAsync();
        using var client = server.Client();

        var counts = new List<int>();
        await foreach (var page in client.Paginators.ListBackupVaults(new ListBackupVaultsRequest()).Responses.WithCancellation(Token))
        {
            counts.Add(page.BackupVaultList.Count);
        }

        Assert.Equal([2, 0, 1], counts);
    }

    [Fact]
    public async Task A_page_is_fetched_when_it_is_asked_for()
    {
        await using var server = await PagesAsync();
        using var client = server.Client();

        await foreach (var vault in client.Paginators.ListBackupVaults(new ListBackupVaultsRequest()).BackupVaultList.WithCancellation(Token))
        {
            Assert.Equal("a", vault.BackupVaultName);
            break;
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_paginator_is_read_once()
    {
        await using var server = await PagesAsync();
        using var client = server.Client();
        var paginator = client.Paginators.ListBackupVaults(new ListBackupVaultsRequest());
        await foreach (var _ in paginator.Responses.WithCancellation(Token))
        {
            // Read to the end.
        }

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in paginator.Responses.WithCancellation(Token))
            {
                // Nothing comes.
            }
        });
    }

    [Fact]
    public async Task Every_operation_with_a_token_has_a_paginator_over_the_items_that_botocore_knows()
    {
        var expected = (await botocore.AskAsync(new JsonObject { ["command"] = "paginators" })).AsObject();

        var actual = typeof(IBackupPaginatorFactory).GetMethods().ToDictionary(
            static method => method.Name,
            static method => method.ReturnType.GetProperties().Select(static property => property.Name).SingleOrDefault(static name => name is not "Responses"),
            StringComparer.Ordinal);

        Assert.Equal(expected.Select(static paginator => paginator.Key).Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(actual, paginator => Assert.Equal(expected[paginator.Key]?.ToString(), paginator.Value));
        Assert.All(typeof(IBackupPaginatorFactory).GetMethods(), static method => Assert.Equal(
            typeof(IPaginatedEnumerable<>).MakeGenericType(typeof(IAmazonBackup).GetMethod(method.Name + "Async")!.ReturnType.GenericTypeArguments[0]),
            method.ReturnType.GetProperty("Responses")!.PropertyType));
    }

    private static Task<LoopbackServer> PagesAsync() => LoopbackServer.StartAsync(new Answer(200, FirstPage), new Answer(200, EmptyPage), new Answer(200, LastPage));
}
