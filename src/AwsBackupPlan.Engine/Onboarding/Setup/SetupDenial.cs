using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Denials;
using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Onboarding.Setup;

/// <summary>
/// What to tell where the role lacks a permission to set an account up. That is no fault of an older template: the role of none has them. All of them are told at the first denial, and not one with each run.
/// </summary>
internal static class SetupDenial
{
    /// <summary>Whether the role was denied something.</summary>
    public static bool Is(Exception exception, AccountTarget target) => AccountFailures.From(exception, target) is { Category: FailureCategory.PermissionDenied } failure && failure.Remedy.Contains(DeniedCall.WholePolicy);

    /// <summary>The denial with the whole policy.</summary>
    public static AccountException Of(Exception exception, AccountTarget target, SetupOptions options, string partition)
    {
        var failure = AccountFailures.From(exception, target);
        return new AccountException(failure.ErrorId, failure.Category, failure.Message, failure.Remedy.Replace(DeniedCall.WholePolicy, Told(target, options, partition)), failure.Exception) { IsCallers = failure.IsCallers, Region = failure.Region };
    }

    /// <summary>The permissions of a run, as a policy in JSON on one line.</summary>
    public static string Policy(AccountTarget target, SetupOptions options, string partition)
    {
        var alias = new SetupNames(target, options, partition).Alias;
        return PolicyDocument.Write(
            Permissions.Setup,
            text => text
                .Replace("alias/${Sets}-key", alias)
                .Replace("${AWS::Partition}", partition)
                .Replace("${AWS::AccountId}", target.AccountId)
                .Replace("${PlanParameterName}", $"/{options.PlanParameterName.TrimStart('/')}"),
            isIndented: false);
    }

    private static string Told(AccountTarget target, SetupOptions options, string partition) =>
        $"The templates give the role none of the permissions to make keys; docs/permissions.md has those of this command in the section 'For Initialize-XacntBackupAccount'. For the time of its runs give the role all of them as one inline policy: {Policy(target, options, partition)}.";
}
