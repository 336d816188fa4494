using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>Holds calls against the policy of their caller's role, where it has one, and against the session policy.</summary>
internal static class SessionGuard
{
    /// <summary>Lets a call pass that needs nothing beside what the policies allow.</summary>
    /// <exception cref="SimulatedException">It needs something that a policy denies or does not allow.</exception>
    public static void Check(SimulatorWorld world, string service, string operation, SimulatedRequest request, WireProtocol protocol)
    {
        if (request.Caller is not { } caller || (caller.SessionPolicy ?? caller.RolePolicy) is null)
        {
            return;
        }

        foreach (var (action, resource) in RequiredPermissions.Of(world, service, operation, request))
        {
            var context = PolicyContext.Of(world, service, request, action, resource);
            if ((Refusal(caller.RolePolicy, "identity-based") ?? Refusal(caller.SessionPolicy, "session")) is { } why)
            {
                throw CommonErrors.AccessDenied(protocol, $"User: {request.PrincipalArn} is not authorized to perform: {action} on resource: {resource} {why}");
            }

            string? Refusal(IamPolicy? policy, string kind) => policy is null || policy.Allows(action, resource, context) ? null
                : policy.Denies(action, resource, context) ? $"with an explicit deny in {(kind[0] is 'i' ? "an" : "a")} {kind} policy"
                : $"because no {kind} policy allows the {action} action";
        }
    }
}
