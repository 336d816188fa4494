using System.Runtime.CompilerServices;
using System.Text.Json;
using AwsBackupPlan.Engine.Accounts.Organizations;

namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>The root of the organization and the units in it.</summary>
internal sealed class OrganizationTree(OrganizationsClient client)
{
    private string? _rootId;

    /// <summary>The id of what a user names.</summary>
    /// <exception cref="DiscoveryException">There is no unit of that name.</exception>
    public async Task<string> FindAsync(string reference, CancellationToken cancellationToken)
    {
        if (UnitReference.IsId(reference))
        {
            return reference;
        }

        var unitId = await RootAsync(cancellationToken).ConfigureAwait(false);
        foreach (var name in UnitReference.Names(reference).Where(static name => name.Length > 0))
        {
            unitId = await ChildAsync(unitId, name, reference, cancellationToken).ConfigureAwait(false);
        }

        return unitId;
    }

    /// <summary>The accounts that lie in a unit, however deep: page by page, those of a unit before those of the units in it.</summary>
    /// <param name="unitId">The unit, or the root.</param>
    /// <param name="visited">The units that have been read before; those read now are added.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<IReadOnlyList<OrganizationAccount>> AccountPagesAsync(
        string unitId, HashSet<string> visited, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var waiting = new Queue<string>([unitId]);
        while (waiting.Count > 0)
        {
            var unit = waiting.Dequeue();
            if (!visited.Add(unit))
            {
                continue;
            }

            await foreach (var page in client.PagesAsync(token => new ListAccountsForParentRequest(unit, token), cancellationToken).ConfigureAwait(false))
            {
                yield return [.. page.Items.Select(item => OrganizationAccount.Read(item, unit))];
            }

            await foreach (var child in ChildrenAsync(unit, cancellationToken).ConfigureAwait(false))
            {
                waiting.Enqueue(OrganizationsPage.Text(child, "Id")!);
            }
        }
    }

    private async Task<string> RootAsync(CancellationToken cancellationToken)
    {
        if (_rootId is null)
        {
            await foreach (var root in client.ItemsAsync(static token => new ListRootsRequest(token), cancellationToken).ConfigureAwait(false))
            {
                _rootId ??= OrganizationsPage.Text(root, "Id");
            }
        }

        return _rootId!;
    }

    private async Task<string> ChildAsync(string parentId, string name, string reference, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var unit in ChildrenAsync(parentId, cancellationToken).ConfigureAwait(false))
        {
            var there = OrganizationsPage.Text(unit, "Name") ?? string.Empty;
            if (string.Equals(there, name, StringComparison.OrdinalIgnoreCase))
            {
                return OrganizationsPage.Text(unit, "Id")!;
            }

            names.Add(there);
        }

        var hint = Spelling.Nearest(name, names) is { } meant ? $" Did you mean '{meant}'?"
            : names.Count == 0 ? $" {parentId} has no units."
            : $" {parentId} has {string.Join(", ", names.Take(10))}{(names.Count > 10 ? ", …" : string.Empty)}.";
        throw new DiscoveryException(
            "OrganizationalUnitNotFound",
            FailureCategory.ObjectNotFound,
            $"There is no organizational unit '{name}' in {parentId}, on the way to '{reference}'.{hint}",
            "Name with -OrganizationalUnit the units from the root down, such as Workloads/Production, or give an id (ou-… or r-…).",
            innerException: null);
    }

    private IAsyncEnumerable<JsonElement> ChildrenAsync(string parentId, CancellationToken cancellationToken) =>
        client.ItemsAsync(token => new ListOrganizationalUnitsForParentRequest(parentId, token), cancellationToken);
}
