using System.Xml.Linq;
using AwsBackupPlan.Simulator.Protocol;
using AwsBackupPlan.Simulator.Signing;

namespace AwsBackupPlan.Simulator.Sts;

/// <summary>The AWS Security Token Service, and the roles of IAM that it hands out sessions of.</summary>
public sealed class StsService : QueryProtocolService
{
    private const string WithWebIdentity = "AssumeRoleWithWebIdentity";

    private readonly Authenticator _authenticator;
    private readonly RoleDirectory _roles;
    private readonly AssumeRole _assumeRole;

    internal StsService(SimulatorWorld world, Authenticator authenticator)
        : base("sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/")
    {
        _authenticator = authenticator;
        _roles = new RoleDirectory(world.Options);
        var sessions = new SessionIssuer(world, authenticator);
        _assumeRole = new AssumeRole(world, _roles, sessions);
        var withWebIdentity = new AssumeRoleWithWebIdentity(world, _roles, sessions);
        world.IsBackupRole = arn => _roles.Find(arn, out _, out _) is { TrustsBackup: true };
        Operations = new Dictionary<string, Func<OperationInput, SimulatedRequest, IEnumerable<XElement>>>(StringComparer.Ordinal)
        {
            ["GetCallerIdentity"] = static (_, request) => GetCallerIdentity(request.Caller!),
            ["AssumeRole"] = (input, request) => _assumeRole.Answer(input, request),
            [WithWebIdentity] = (input, _) => withWebIdentity.Answer(input),
        };
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<OperationInput, SimulatedRequest, IEnumerable<XElement>>> Operations { get; }

    /// <inheritdoc/>
    public override bool IsUnsigned(string operation) => operation is WithWebIdentity;

    /// <summary>The keys of all sessions that were issued since the start, expired ones included.</summary>
    public IReadOnlyList<SessionCredentials> IssuedSessions => _authenticator.Sessions;

    /// <summary>Makes a role known, or changes one.</summary>
    /// <param name="accountId">Its account.</param>
    /// <param name="roleName">Its name, with its path if it has one.</param>
    /// <param name="role">What it trusts.</param>
    public void SetRole(string accountId, string roleName, SimulatedRole role) => _roles.Set(accountId, roleName, role);

    /// <summary>Takes a role away, also one of the two that every account has.</summary>
    public void RemoveRole(string accountId, string roleName) => _roles.Set(accountId, roleName, null);

    /// <summary>Ends the sessions of an account, or of all: calls with their keys are answered ExpiredToken.</summary>
    public void ExpireSessions(string? accountId = null) => _authenticator.Expire(accountId);

    /// <inheritdoc/>
    public override void Reset() => _roles.Clear();

    private static IEnumerable<XElement> GetCallerIdentity(Caller caller) =>
    [
        new("Arn", caller.Arn),
        new("UserId", caller.UserId),
        new("Account", caller.AccountId),
    ];
}
