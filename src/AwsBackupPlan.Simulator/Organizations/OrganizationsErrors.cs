using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Organizations;

/// <summary>What AWS Organizations refuses.</summary>
internal static class OrganizationsErrors
{
    /// <summary>The caller's account is in no organization.</summary>
    public static SimulatedException NotInUse() => new("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");

    /// <summary>The caller's account is a member and no administrator of the organization.</summary>
    public static SimulatedException AccessDenied() => new("AccessDeniedException", "You don't have permissions to access this resource.");

    /// <summary>There is no such root or unit.</summary>
    public static SimulatedException ParentNotFound() => new("ParentNotFoundException", "You specified parent that doesn't exist.");

    /// <summary>There is nothing with that id that could have tags.</summary>
    public static SimulatedException TargetNotFound() => new("TargetNotFoundException", "You specified a target that doesn't exist.");

    /// <summary>A member of the input is not what it has to be.</summary>
    public static SimulatedException InvalidInput(string reason, string message) => new("InvalidInputException", message)
    {
        Members = new Dictionary<string, string>(StringComparer.Ordinal) { ["Reason"] = reason },
    };
}
