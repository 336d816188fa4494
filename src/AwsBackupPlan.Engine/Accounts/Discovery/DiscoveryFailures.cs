using Amazon.Runtime;
using AwsBackupPlan.Engine.Accounts.Callers;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Accounts.Denials;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>Turns whatever was thrown while the organization was read into what a user is told.</summary>
internal static class DiscoveryFailures
{
    private const string WhereToRun =
        "Run this command with credentials of the organization's management account or of a delegated administrator account (-ProfileName)";

    /// <summary>What to tell.</summary>
    public static DiscoveryException From(Exception exception, Shown shown)
    {
        var told = From(exception);
        return new DiscoveryException(told.ErrorId, told.Category, shown.Text(told.Message), shown.Text(told.Remedy), told.InnerException is { } inner ? shown.Of(inner) : null);
    }

    private static DiscoveryException From(Exception exception) => (ProfileFileFault.Of(exception) ?? exception) switch
    {
        DiscoveryException told => told,
        AccountException account => Make(account.ErrorId, account.Category, account.Message, account.Remedy, account),
        _ => OfCall(exception),
    };

    private static DiscoveryException OfCall(Exception exception)
    {
        var fault = CallFault.Of(exception, again: string.Empty, Meaning);
        var doing = AwsCall.Of(exception) is { } call ? $", at {call.Action} in {call.Region}" : string.Empty;
        return Make(fault.ErrorId, fault.Category, $"The accounts of the organization cannot be read{doing}: {fault.What}", fault.Remedy, fault.Exception);
    }

    /// <summary>What an answer means for the organization.</summary>
    private static (string ErrorId, FailureCategory Category, string Remedy)? Meaning(AmazonServiceException exception) => exception.ErrorCode switch
    {
        "AWSOrganizationsNotInUseException" => (
            "OrganizationNotFound", FailureCategory.ObjectNotFound, $"The account of the caller is in no organization. {WhereToRun}, or give the accounts by a file."),
        "ParentNotFoundException" => (
            "OrganizationalUnitNotFound", FailureCategory.ObjectNotFound, "Check -OrganizationalUnit: 'aws organizations list-organizational-units-for-parent' shows the units of a parent."),
        _ when Throttling.Is(exception) => (
            "Throttled", FailureCategory.ResourceUnavailable, "AWS Organizations takes few calls a second, and others make them too. Run this command again later."),
        _ when CallFault.IsAccessDenied(exception) => (
            "AccessDenied", FailureCategory.PermissionDenied, $"{WhereToRun}, and allow {Permissions.For(AwsCall.Of(exception))} to the caller: {PolicyStatements.Allow(AwsCall.Of(exception)?.Needs ?? [])}. docs/permissions.md has the whole policy."),
        _ => null,
    };

    private static DiscoveryException Make(string errorId, FailureCategory category, string message, string remedy, Exception? exception) =>
        new(errorId, category, CallFault.Sentence(message), CallFault.Advice(remedy), exception);
}
