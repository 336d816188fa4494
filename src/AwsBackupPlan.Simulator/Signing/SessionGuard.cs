using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Signing;

/// <summary>Holds calls against the session policy of their caller.</summary>
internal static class SessionGuard
{
    /// <summary>Lets a call pass that needs nothing beside what the session policy allows.</summary>
    /// <exception cref="SimulatedException">It needs something that the policy denies or does not allow.</exception>
    public static void Check(SimulatorWorld world, string service, string operation, SimulatedRequest request, WireProtocol protocol)
    {
        if (request.Caller?.SessionPolicy is not { } policy)
        {
            return;
        }

        foreach (var (action, resource) in RequiredPermissions.Of(world, service, operation, request))
        {
            if (!policy.Allows(action, resource))
            {
                var why = policy.Denies(action, resource) ? "with an explicit deny in a session policy" : $"because no session policy allows the {action} action";
                throw CommonErrors.AccessDenied(protocol, $"User: {request.PrincipalArn} is not authorized to perform: {action} on resource: {resource} {why}");
            }
        }
    }
}
