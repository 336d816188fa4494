using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Accounts;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Discovery;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Cmdlets;

/// <summary>Every error that the cmdlets write. An ErrorId, once published, stays.</summary>
internal static class Errors
{
    /// <summary>The work on one account failed.</summary>
    public static ErrorRecord Of(AccountFailure failure)
        => Make(
            failure.ErrorId,
            LanguagePrimitives.ConvertTo<ErrorCategory>(failure.Category.ToString()),
            new InvalidOperationException(failure.Message, failure.Exception),
            Account(failure.Target),
            failure.Remedy);

    /// <summary>Whoever runs the command cannot work on any account.</summary>
    public static ErrorRecord OfCaller(AccountFailure failure, FleetStanding standing, int workedBefore, string advice)
        => Make(
            failure.ErrorId,
            LanguagePrimitives.ConvertTo<ErrorCategory>(failure.Category.ToString()),
            new InvalidOperationException(Strings.OfCaller(failure.Message, standing, workedBefore, advice), failure.Exception),
            target: null,
            failure.Remedy);

    /// <summary>AWS let the caller assume no role at all.</summary>
    public static ErrorRecord NoRoleAssumable(AccountFailure first, int denied, FleetStanding standing)
        => Make(
            "NoRoleAssumable",
            ErrorCategory.PermissionDenied,
            new InvalidOperationException(Strings.NoRoleAssumable(first, denied, standing), first.Exception),
            target: null,
            Strings.NoRoleAssumableRemedy);

    /// <summary>AWS answered for no account at all.</summary>
    public static ErrorRecord AwsNotReached(AccountFailure first, int unreached, FleetStanding standing)
        => Make(
            "AwsNotReached",
            ErrorCategory.ResourceUnavailable,
            new InvalidOperationException(Strings.AwsNotReached(first, unreached, standing), first.Exception),
            target: null,
            first.Remedy);

    /// <summary>So many accounts failed that no more were begun.</summary>
    public static ErrorRecord StoppedOnError(FleetStanding standing, int limit, string advice)
        => Make("StoppedOnError", ErrorCategory.OperationStopped, new InvalidOperationException(Strings.StoppedOnError(standing, limit)), target: null, Strings.StoppedOnErrorRemedy(advice));

    /// <summary>The accounts of the organization cannot be read.</summary>
    public static ErrorRecord OfDiscovery(DiscoveryException exception)
        => Make(
            exception.ErrorId,
            LanguagePrimitives.ConvertTo<ErrorCategory>(exception.Category.ToString()),
            new InvalidOperationException(exception.Message, exception.InnerException),
            target: null,
            exception.Remedy);

    /// <summary>Input of the pipeline from which no account can be read.</summary>
    public static ErrorRecord UnreadableInput(object? input, string message)
        => Make("InvalidInput", ErrorCategory.InvalidArgument, new ValidationMetadataException(PlainText.Of(message)), AccountInput.WithoutSecrets(input), Strings.InputRemedy);

    /// <summary>Parameters that no account can be worked on with.</summary>
    public static ErrorRecord InvalidParameters(IReadOnlyList<ParameterFault> faults)
        => Make("InvalidParameter", ErrorCategory.InvalidArgument, new ValidationMetadataException(PlainText.Of(Strings.Faults(faults))), faults[0].ParameterName, Strings.ParameterRemedy);

    /// <summary>A time that has not come yet, of which there is nothing.</summary>
    public static ErrorRecord SinceInFuture()
        => Make("InvalidParameter", ErrorCategory.InvalidArgument, new ValidationMetadataException(Strings.SinceInFuture), "Since", Strings.SinceInFutureRemedy);

    /// <summary>The plan document cannot be read.</summary>
    public static ErrorRecord UnreadablePlan(string path, Exception exception)
        => Make(
            "PlanPathNotReadable",
            exception is FileNotFoundException or DirectoryNotFoundException ? ErrorCategory.ObjectNotFound : ErrorCategory.ReadError,
            new InvalidOperationException(Strings.UnreadablePlan(path, exception.Message), exception),
            path,
            Strings.PlanPathRemedy);

    /// <summary>A report cannot be written.</summary>
    public static ErrorRecord ReportNotWritten(Exception exception)
        => Make("ReportNotWritten", ErrorCategory.WriteError, new InvalidOperationException(Strings.ReportNotWritten(exception.Message), exception), target: null, Strings.ReportNotWrittenRemedy);

    /// <summary>What was to be judged did not come, and somebody relies on the judgement.</summary>
    public static ErrorRecord NoReports()
        => Make("NoReports", ErrorCategory.InvalidData, new InvalidOperationException(Strings.NoReports), target: null, Strings.NoReportsRemedy);

    /// <summary>A template cannot be written.</summary>
    public static ErrorRecord TemplateNotWritten(string path, Exception exception)
        => Make("TemplateNotWritten", ErrorCategory.WriteError, new InvalidOperationException(Strings.TemplateNotWritten(path, exception.Message), exception), path, Strings.TemplateNotWrittenRemedy);

    /// <summary>Whoever runs the command cannot be asked.</summary>
    public static ErrorRecord CannotAsk(AccountTarget target, Exception exception, bool hasForce)
        => Make("ConfirmationNotPossible", ErrorCategory.InvalidOperation, new InvalidOperationException(Strings.CannotAsk, exception), Account(target), Strings.CannotAskRemedy(hasForce));

    private static ErrorRecord Make(string errorId, ErrorCategory category, Exception exception, object? target, string remedy)
    {
#if NET
        var text = exception.Message;
#else
        // Windows PowerShell does not show the recommended action.
        var text = exception.Message + " " + remedy;
#endif
        return new(exception, errorId, category, target) { ErrorDetails = new ErrorDetails(text) { RecommendedAction = remedy } };
    }

    /// <summary>The account in the type that users know; the engine's own stays in the engine, and so does the external id.</summary>
    private static BackupAccount Account(AccountTarget target) => new()
    {
        AccountId = target.AccountId,
        AbsName = target.AbsName,
        Region = target.Region,
        CopyRegion = target.CopyRegions,
        RoleName = target.RoleName,
    };
}
