using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Accounts.Denials;

/// <summary>A call that AWS denied to the role of an account: what to tell of it.</summary>
internal sealed class DeniedCall
{
    /// <summary>Where all that the role needs stands; work that needs more says something else instead.</summary>
    public const string WholePolicy = "docs/permissions.md has the role's whole policy, which roles set up by an older template need.";

    private readonly Denial _denial;
    private readonly string _role;
    private readonly string _action;
    private readonly string _resource;
    private readonly string _statement;
    private readonly bool _isOfNewAlias;

    /// <summary>Reads what was denied.</summary>
    /// <param name="message">What AWS says.</param>
    /// <param name="call">The call.</param>
    /// <param name="target">Whose role made it.</param>
    public DeniedCall(string message, AwsCall call, AccountTarget target)
    {
        _denial = Denial.Of(message);
        _role = RoleArn.For(target.RoleName, target.AccountId, Partitions.Find(call.Region) ?? "aws");
        var needs = call.Needs;
        _action = _denial.Action ?? call.Action;
        var named = needs.FirstOrDefault(need => string.Equals(need.Action, _action, StringComparison.OrdinalIgnoreCase));
        _resource = _denial.Resource ?? named?.Resource ?? "*";
        _isOfNewAlias = call.Action is "backup:CreateBackupVault" && !_denial.IsExplicit && (_denial.Action is null || _denial.Action.StartsWith("kms:", StringComparison.Ordinal));
        _statement = PolicyStatements.Allow(named is null ? [.. needs, new NeededAction(_action, _resource)] : needs);
    }

    /// <summary>Who is denied what on which resource.</summary>
    public string What => $"{_role} is denied {_action} on {(_resource is "*" ? "any resource (*)" : _resource)}";

    // The statement is there already, and the key's alias is so new that its condition does not hold yet.
    private string Wait => _isOfNewAlias
        ? "If the alias of the key, or the role, was made in the last five minutes, wait that long and run this again: until then KMS may not count the alias in the conditions of policies (kms:ResourceAliases). Otherwise: "
        : string.Empty;

    /// <summary>What to do: the statement that would allow it, with all that goes with it, or whose policy it is that has to be changed.</summary>
    public string Remedy
    {
        get
        {
            var verb = _denial.IsExplicit ? "denies it explicitly" : "does not allow it";
            return _denial.Policy switch
            {
                DenyingPolicy.Session => $"The session policy of -RestrictSession {verb}: run this command again without it, and report it if that goes well. The role itself needs {_statement}. {WholePolicy}",
                DenyingPolicy.ServiceControl => $"A service control policy of the organization {verb}, and no policy of the role changes that: have it changed by who manages the organization, or the role excepted. The role itself needs {_statement}. {WholePolicy}",
                DenyingPolicy.ResourceControl => $"A resource control policy of the organization {verb}, and no policy of the role changes that: have it changed by who manages the organization, or the role excepted. The role itself needs {_statement}. {WholePolicy}",
                DenyingPolicy.Boundary => $"The permissions boundary of the role {verb}, and no policy of the role changes that: have the boundary allow what the role itself needs, {_statement}. {WholePolicy}",
                DenyingPolicy.VpcEndpoint => $"The policy of the VPC endpoint that the call came through {verb}: have it allow what the role itself needs, {_statement}. {WholePolicy}",
                DenyingPolicy.Resource => $"The policy of the resource itself (of a vault its access policy, of a key its key policy) {verb}: have it changed for {_role}. The role itself needs {_statement}. {WholePolicy}",
                DenyingPolicy.Identity when _denial.IsExplicit => $"A policy of the role denies it explicitly, which no statement that allows it outweighs: take that denial away. The role needs {_statement}. {WholePolicy}",
                DenyingPolicy.Identity => $"{Wait}Add to a policy of {_role}: {_statement}. {WholePolicy}",
                _ => $"{Wait}Add to a policy of {_role}: {_statement}. {WholePolicy} A service control policy can deny it, too.",
            };
        }
    }
}
