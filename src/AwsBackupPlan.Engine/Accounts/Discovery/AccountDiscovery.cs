using System.Runtime.CompilerServices;
using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts.Organizations;
using AwsBackupPlan.Engine.Fleet;

namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>Reads the accounts of the organization that a query wants, page by page, in the order in which AWS lists them.</summary>
internal sealed class AccountDiscovery(OrganizationsClient client, AccountQuery query, IWorkObserver observer)
{
    /// <summary>AWS takes about ten of these calls a second.</summary>
    private const int TagsSideBySide = 4;

    private const int AccountsNamed = 10;

    private readonly List<AbsNamePattern> _names = [.. query.Names.Select(static name => AbsNamePattern.Parse(name, ignoresCase: true))];
    private readonly List<(string Key, AbsNamePattern[] Values)> _tags = [.. query.Tags.Select(static tag => (tag.Key, tag.Value.Select(static value => AbsNamePattern.Parse(value)).ToArray()))];
    private readonly List<string> _withoutAbsName = [];

    /// <summary>The accounts, as they come.</summary>
    public async IAsyncEnumerable<BackupAccount> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (read, found) = (0, 0);
        await foreach (var page in PagesAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (var account in FittingAsync([.. page.Where(Fits)], cancellationToken).ConfigureAwait(false))
            {
                found++;
                yield return account;
            }

            read += page.Count;
            observer.Progress(new WorkProgress("Reading the organization", PercentComplete: null, $"{read} accounts read, {found} of them wanted"));
        }

        WarnOfThoseWithoutAbsName();
    }

    private async IAsyncEnumerable<IReadOnlyList<OrganizationAccount>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.OrganizationalUnits.Count == 0)
        {
            await foreach (var page in client.PagesAsync(static token => new ListAccountsRequest(token), cancellationToken).ConfigureAwait(false))
            {
                yield return [.. page.Items.Select(static item => OrganizationAccount.Read(item, unitId: null))];
            }

            yield break;
        }

        var tree = new OrganizationTree(client);
        var units = new List<string>();
        foreach (var reference in query.OrganizationalUnits)
        {
            units.Add(await tree.FindAsync(reference, cancellationToken).ConfigureAwait(false));
        }

        var visited = new HashSet<string>(StringComparer.Ordinal);
        foreach (var unit in units)
        {
            await foreach (var page in tree.AccountPagesAsync(unit, visited, cancellationToken).ConfigureAwait(false))
            {
                yield return page;
            }
        }
    }

    private bool Fits(OrganizationAccount account) =>
        (query.IncludeInactive || account.IsActive)
        && !(query.ExcludeManagementAccount && account.IsManagement)
        && (_names.Count == 0 || _names.Exists(pattern => pattern.IsMatch(account.Name ?? string.Empty)));

    /// <summary>Reads the tags of a page's accounts side by side, where they are needed, and keeps the accounts' order.</summary>
    private async IAsyncEnumerable<BackupAccount> FittingAsync(IReadOnlyList<OrganizationAccount> accounts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!query.NeedsTags)
        {
            foreach (var account in accounts)
            {
                yield return Result(account, tags: null);
            }

            yield break;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var places = new SemaphoreSlim(TagsSideBySide);
        List<Task<BackupAccount?>> reads = [.. accounts.Select(account => TaggedAsync(account, places, stop.Token))];
        try
        {
            for (var place = 0; place < reads.Count; place++)
            {
#pragma warning disable VSTHRD003 // They were started a few lines above.
                if (await reads[place].ConfigureAwait(false) is { } fitting)
#pragma warning restore VSTHRD003
                {
                    yield return fitting;
                }
            }
        }
        finally
        {
            End(stop);
            await Task.WhenAll(reads.Select(EndedAsync)).ConfigureAwait(false);
        }
    }

    private static void End(CancellationTokenSource reading) => reading.Cancel();

    /// <summary>Who wants no more, or has met a failure, is not interested in how the others end.</summary>
    private static Task EndedAsync(Task read) =>
        read.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task<BackupAccount?> TaggedAsync(OrganizationAccount account, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var tags = new Dictionary<string, string>(StringComparer.Ordinal);
            await foreach (var tag in client.ItemsAsync(token => new ListTagsForResourceRequest(account.Id, token), cancellationToken).ConfigureAwait(false))
            {
                tags[OrganizationsPage.Text(tag, "Key")!] = OrganizationsPage.Text(tag, "Value") ?? string.Empty;
            }

            return Choose(account, tags);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode is "TargetNotFoundException")
        {
            // It left the organization after it was listed.
            return null;
        }
        finally
        {
            places.Release();
        }
    }

    private BackupAccount? Choose(OrganizationAccount account, Dictionary<string, string> tags)
    {
        if (!_tags.TrueForAll(wanted => tags.TryGetValue(wanted.Key, out var value) && Array.Exists(wanted.Values, pattern => pattern.IsMatch(value))))
        {
            return null;
        }

        if (query.AbsNameTag is not { } key || tags.ContainsKey(key))
        {
            return Result(account, tags);
        }

        lock (_withoutAbsName)
        {
            _withoutAbsName.Add(account.Id);
        }

        return null;
    }

    private BackupAccount Result(OrganizationAccount account, Dictionary<string, string>? tags) => new()
    {
        AccountId = account.Id,
        Name = account.Name,
        Email = account.Email,
        State = account.State,
        OrganizationalUnitId = account.UnitId,
        AbsName = query.AbsNameTag is { } key && tags!.TryGetValue(key, out var absName) ? absName : null,
        Tags = tags ?? [],
    };

    private void WarnOfThoseWithoutAbsName()
    {
        if (_withoutAbsName.Count == 0)
        {
            return;
        }

        _withoutAbsName.Sort(StringComparer.Ordinal);
        var named = string.Join(", ", _withoutAbsName.Take(AccountsNamed)) + (_withoutAbsName.Count > AccountsNamed ? $" and {_withoutAbsName.Count - AccountsNamed} more" : string.Empty);
        observer.Warning($"Left out, because they have no tag '{query.AbsNameTag}' that would say their ABS name: {named}. Tag these accounts in AWS Organizations, or leave -AbsNameTag out.");
    }
}
