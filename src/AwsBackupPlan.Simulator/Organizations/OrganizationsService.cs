using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Organizations;

/// <summary>AWS Organizations: one organization, whose management account is the simulator's. It can be read; it changes through this class alone.</summary>
/// <remarks>It is global: a request has to be signed for the one Region of the partition in which it answers.</remarks>
public sealed class OrganizationsService : JsonProtocolService
{
    private static readonly Dictionary<string, string> Regions = new(StringComparer.Ordinal)
    {
        ["aws"] = "us-east-1",
        ["aws-cn"] = "cn-northwest-1",
        ["aws-us-gov"] = "us-gov-west-1",
    };

    private readonly SimulatorWorld _world;
    private Organization? _organization;

    internal OrganizationsService(SimulatorWorld world)
        : base("organizations", "AWSOrganizationsV20161128")
    {
        _world = world;
        Operations = new Dictionary<string, Func<OperationInput, SimulatedRequest, JsonObject?>>(StringComparer.Ordinal)
        {
            ["DescribeOrganization"] = On(AccountListing.DescribeOrganization, forMembers: true),
            ["ListAccounts"] = On(AccountListing.ListAccounts),
            ["ListAccountsForParent"] = On(AccountListing.ListAccountsForParent),
            ["ListOrganizationalUnitsForParent"] = On(AccountListing.ListOrganizationalUnitsForParent),
            ["ListRoots"] = On(AccountListing.ListRoots),
            ["ListTagsForResource"] = On(AccountListing.ListTagsForResource),
        };
        Reset();
    }

    /// <summary>Whether every list begins with an empty page that has a token, as AWS's may.</summary>
    public bool EmptyPageFirst { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<OperationInput, SimulatedRequest, JsonObject?>> Operations { get; }

    private Organization InUse => _organization ?? throw new InvalidOperationException("The organization was dissolved.");

    /// <summary>Adds an organizational unit, or finds the one of that name there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parentId">What it lies in; the root when <see langword="null"/>.</param>
    /// <returns>Its id.</returns>
    public string AddOrganizationalUnit(string name, string? parentId = null)
    {
        var organization = InUse;
        lock (organization.Lock)
        {
            var parent = organization.Units[parentId ?? organization.Root.Id];
            var there = organization.Units.Values.FirstOrDefault(unit => unit.Parent == parent && string.Equals(unit.Name, name, StringComparison.Ordinal));
            return (there ?? organization.Add(name, parent)).Id;
        }
    }

    /// <summary>Adds an account, or puts one in another place, under another name or with other tags.</summary>
    /// <param name="accountId">The account, 12 digits.</param>
    /// <param name="name">Its name.</param>
    /// <param name="parentId">The unit that it lies in; the root when <see langword="null"/>.</param>
    /// <param name="tags">Its tags.</param>
    public void AddAccount(string accountId, string name, string? parentId = null, IReadOnlyDictionary<string, string>? tags = null)
    {
        var organization = InUse;
        lock (organization.Lock)
        {
            var account = new MemberAccount(accountId, name, _world.Now) { Parent = organization.Units[parentId ?? organization.Root.Id] };
            foreach (var tag in tags ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                account.Tags[tag.Key] = tag.Value;
            }

            organization.Accounts[accountId] = account;
        }
    }

    /// <summary>Puts an account into a state: <c>PENDING_ACTIVATION</c>, <c>ACTIVE</c>, <c>SUSPENDED</c>, <c>PENDING_CLOSURE</c>, <c>CLOSED</c>.</summary>
    public void SetState(string accountId, string state)
    {
        var organization = InUse;
        lock (organization.Lock)
        {
            organization.Accounts[accountId].State = state;
        }
    }

    /// <summary>Lets an account of the organization read it, as a delegated administrator may.</summary>
    public void AddAdministrator(string accountId)
    {
        var organization = InUse;
        lock (organization.Lock)
        {
            organization.Administrators.Add(accountId);
        }
    }

    /// <summary>There is no organization any more.</summary>
    public void Dissolve() => _organization = null;

    /// <inheritdoc/>
    public override void Reset()
    {
        EmptyPageFirst = false;
        _organization = new Organization();
        AddAccount(_world.Options.ManagementAccount, "management");
    }

    private Func<OperationInput, SimulatedRequest, JsonObject?> On(Func<OrganizationsCall, JsonObject> operation, bool forMembers = false) => (input, request) =>
    {
        if (!string.Equals(request.Region, Regions.GetValueOrDefault(request.Partition, request.Region), StringComparison.Ordinal))
        {
            throw CommonErrors.SignatureMismatch(Protocol, "Credential should be scoped to a valid region. ");
        }

        if (_organization is not { } organization)
        {
            throw OrganizationsErrors.NotInUse();
        }

        lock (organization.Lock)
        {
            DemandReader(organization, request.AccountId, forMembers);
            return operation(new OrganizationsCall(_world, organization, request, input, EmptyPageFirst));
        }
    };

    private void DemandReader(Organization organization, string accountId, bool forMembers)
    {
        if (!organization.Accounts.ContainsKey(accountId))
        {
            throw OrganizationsErrors.NotInUse();
        }

        if (!forMembers && !string.Equals(accountId, _world.Options.ManagementAccount, StringComparison.Ordinal) && !organization.Administrators.Contains(accountId))
        {
            throw OrganizationsErrors.AccessDenied();
        }
    }
}
