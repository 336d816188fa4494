using System.Globalization;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Cmdlets;

/// <summary>Every text of the cmdlets that a user reads.</summary>
internal static class Strings
{
    /// <summary>As many as fit a line or two.</summary>
    private const int AccountsNamed = 10;

    public static string InputRemedy => "Give each account an AccountId of 12 digits and an AbsName, by parameter, by the properties of a pipeline object, or by the keys of a hashtable. Nothing was called for this input.";

    public static string ParameterRemedy => "Correct the command and run it again. Nothing was called.";

    public static string PlanPathRemedy => "Check -PlanPath: it names one file, relative to the current location, and no wildcards. Nothing was called.";

    public static string CannotAsk => "The command needs a confirmation, and this host cannot ask for one.";

    public static string CannotAskRemedy(bool hasForce) => $"Run it with -Confirm:$false{(hasForce ? " or with -Force" : "")}. To see first what it would do, use -WhatIf.";

    public static string ReadingOrganization => "Reading the organization";

    public static string NoProfileName => "It is empty. Name a credentials profile, or leave the parameter out.";

    public static string EmptyCopyRegion => "It is empty. Name the Regions, leave the parameter out for the default, or give @() for no copies.";

    public static string NoProfileLocation(string path, string message) => $"'{path}' is not the path of a file: {message}";

    public static string DateInDocument(string path)
        => $"{path} is a date, which JSON has no word for: ConvertFrom-Json makes dates of texts that look like one. Give the JSON text itself, or a file with -PlanPath or -Policy.";

    /// <summary>Says what the input has instead.</summary>
    public static string NoAccount(IReadOnlyList<string> names)
    {
        const string Missing = "No AccountId was given.";
        if (names.Count == 0)
        {
            return Missing;
        }

        var hint = names.Any(name => name.Contains(';')) ? " Read a file whose columns are separated by semicolons with Import-Csv -Delimiter ';'." : "";
        return $"{Missing} The input has {string.Join(", ", names.Take(AccountsNamed))}{(names.Count > AccountsNamed ? ", …" : "")}.{hint}";
    }

    public static string RowAsText => "It is a line of text with several cells, as Get-Content reads a CSV file. Read that with Import-Csv, whose rows have the columns as properties: Import-Csv accounts.csv (and -Delimiter ';' where semicolons separate them).";

    public static string EmptyAccount(string said) => $"AccountId is empty{(said.Length == 0 ? "" : $" ({said})")}.";

    public static string EmptyValue => "It is empty. Name a value, or leave the parameter out.";

    public static string EmptyFilter => "It is empty. Say which accounts, or leave the parameter out for all.";

    public static string NoSessionToRestrict => "No role of an account is assumed here, so there is no session to narrow. Leave it out.";

    public static string NoSessionToMark => "Without -RoleArn no role is assumed here, so there is no session to mark. Leave it out, or name the role.";

    public static string UnprotectedAndStatus => "It stands for a list of statuses, as -Status does. Give one of the two.";

    public static string EventNotSent(string name, string replacement)
        => $"No notification comes for {name}: AWS Backup takes the name and no longer sends it. {replacement} is set instead; it comes at every end, with how it ended in the attribute State of the message: filter the subscriptions on it.";

    public static string NoTagValue(string key) => $"The tag '{key}' has no value, or more than one. Give it one text.";

    public static string NoAbsName => "No AbsName was given. It is the name of the backup set, and the value of the tag on its databases: name it with -AbsName, or have it read from a tag of the accounts with Get-XacntBackupAccount -AbsNameTag.";

    public static string DefaultCopyRegionDoesNotFit(string copyRegion, string region)
        => $"No copy Region was given, and the default, {copyRegion}, does not suit the primary Region {region}: a copy goes to another Region of the same partition. Name one with -CopyRegion, or give -CopyRegion @() for no copies.";

    /// <summary>What to do about input of one account.</summary>
    public static string TargetRemedy(IReadOnlyList<ParameterFault> faults)
    {
        string[] settings = [.. faults.Select(fault => fault.ParameterName).Where(name => name is not ("AccountId" or "AbsName")).Distinct(StringComparer.Ordinal)];
        return settings.Length == 0
            ? InputRemedy
            : $"Correct {string.Join(" and ", settings)} of this account, in the input or on the command line. Nothing was called for this account.";
    }

    public static string NotShown => "(not shown)";

    public static string NotJson(Type type) => $"A value of type {type.FullName} cannot be part of a JSON document. Use hashtables, arrays, text, numbers and booleans, objects made by ConvertFrom-Json, or the JSON text itself.";

    public static string DocumentTooDeep(int depth) => $"It is nested deeper than {depth} levels, or it contains itself.";

    public static string UnreadablePlan(string path, string message) => $"The plan document '{path}' cannot be read: {message}";

    public static string UnreadableFile(string path, string message) => $"'{path}': {message}";

    public static string NoBucketForReports => "It is about reports, which go to -BucketName, and that is missing: no report plan would be made or changed.";

    public static string NoControls => "No control is left to be judged.";

    public static string WriteReport(ComplianceFormat format) => $"Write the compliance report as {format}";

    public static string NoFormatOf(string path) => $"'{path}' has no extension that says what is to be written: use .html, .json, .csv, .md, .xml (JUnit) or .sarif, or say it with -Format.";

    public static string NoReportPath => "Name a file, or several: their extensions say what is written.";

    public static string OnePathForFormats => "With -Format name one path: its extension is replaced by that of each format.";

    public static string NoStepSummary(string variable) => $"GitHubSummary needs the environment variable {variable}, which GitHub Actions sets. Elsewhere write Markdown.";

    public static string NoReports => "No report came down the pipeline, so that nothing was written; what was written before is as it was.";

    public static string NoReportsRemedy => "Check what stands before this command in the pipeline.";

    /// <summary>What stands beside a day that Tab offers.</summary>
    public static string DayBefore(int days) => days switch
    {
        0 => "the beginning of today",
        1 => "the beginning of yesterday",
        _ => $"{Number(days)} days ago",
    };

    public static string NoReportGiven => "No report was given. Accounts are named to Get-BackupComplianceReport, whose reports are piped in: Get-BackupComplianceReport -AccountId 222222222222 | Export-BackupComplianceReport -Path report.html, or Import-Csv accounts.csv | Get-BackupComplianceReport | Export-BackupComplianceReport -Path report.html";

    public static string NotAReport => "It is no report of Get-BackupComplianceReport: it lacks its account, its status or another part.";

    public static string SummaryLeftOut => "The summary of the step was left out: what other commands have put there leaves no room for it below GitHub's limit of 1 MiB.";

    public static string NoWildcards => "It is the name of one file, in which * and ? stand for nothing.";

    public static string NoWildcardsInFolder => "It is the name of one folder or file, in which * and ? stand for nothing.";

    public static string KindsNeedFolder => "There is no such folder. Several kinds go into a folder that is there, each into a file of its own.";

    public static string OrLeaveKindOut(string fault, BackupTemplateKind kind, IEnumerable<BackupTemplateKind> kinds)
        => $"{fault} Or leave the kind {kind} out: -Kind {string.Join(", ", kinds.Where(other => other != kind))}.";

    public static string TimedOutReading => "Nothing was changed. Run the command again, with a longer -TimeoutSeconds if need be.";

    public static string NoPageToShow => "Only a page can be shown: name a file with the extension .html.";

    public static string PageNotShown(string page, string message) => $"The page is written, and cannot be shown here: {page} ({message})";

    public static string SameFile => "It is named more than once.";

    public static string NoSuchFolder => "Its folder does not exist.";

    public static string IsNoFolder => "There is no such folder.";

    public static string FileExists => "It exists, and -NoClobber is given. Leave -NoClobber out to have it replaced, or name another place with -Path.";

    public static string ReportNotWritten(string message) => $"The report was not written: {message}";

    public static string ReportNotWrittenRemedy => "Make room, or name another place with -Path. What was there before is as it was.";

    public static string WriteTemplate(BackupTemplateKind kind) => $"Write the template {kind}";

    public static string FileWritten(string path) => $"Wrote '{path}'.";

    public static string TemplateNotWritten(string path, string message) => $"'{path}' was not written: {message}";

    public static string TemplateNotWrittenRemedy => "Make room, or name another place with -Path. What was there before is as it was; the files before it are written.";

    public static string IsFolder => "It is a folder.";

    public static string NoSuchFile => "It does not exist.";

    public static string PlanDocumentIsPath(string path) => $"'{path}' is a path, and no plan document. Give a file with -PlanPath.";

    public static string NotAFile(string provider) => $"It is a path of the provider {provider}, not of the file system.";

    public static string UnknownKeys(IEnumerable<string> unknown, IEnumerable<string> known)
        => $"The hashtable has keys that nothing reads: {string.Join(", ", unknown)}. Known are {string.Join(", ", known)}.";

    public static string UnreadName(string name, string meant) => $"The input has '{name}', which nothing reads: did you mean {meant}? {meant} counts as not given, so that its default holds, where it has one.";

    public static string Faults(IReadOnlyList<ParameterFault> faults) => string.Join(" ", faults.Select(fault => fault.ToString()));

    public static string Interrupted => "interrupted";

    public static string NotBegun => "not begun";

    /// <summary>What can come of an account, in the order in which the closing line tells it.</summary>
    public static IReadOnlyList<string> OutcomeWords { get; } =
    [
        "changed", "to be changed", "started", "to be started", "unchanged", "in sync", "different", "not deployed", "removed", "to be removed", "with nothing to remove", "incomplete", "read", "compliant", "not compliant", "not read in full", "passed", "passed with warnings", "with nothing to judge", "completed", "declined", "blocked", "failed",
        Interrupted, NotBegun,
    ];

    public static string FleetStatus(FleetStanding standing)
        => $"{Number(standing.Finished)} of {Accounts(standing.Total)} done, {(standing.Failed == 0 ? "" : $"{Number(standing.Failed)} failed, ")}{Number(standing.InFlight.Count)} at work";

    public static string Closing(int accounts, int pieces, IReadOnlyList<(string Word, int Accounts)> counts, TimeSpan duration)
        => $"{Accounts(accounts)}{(pieces == accounts ? "" : $", {Number(pieces)} pieces of work")}: {Counted(counts)} in {Duration(duration)}";

    public static string NoAccounts(string command) => $"No account came down the pipeline, so {command} had nothing to do. Check what stands before it: an empty file or a filter that lets nothing through.";

    public static string NoDatabases(string command) => $"No database came down the pipeline, so {command} had nothing to do. Check what stands before it: a filter that lets nothing through.";

    public static string NoRecoveryPoints(string command) => $"No recovery point came down the pipeline, so {command} had nothing to do. Check what stands before it: a filter that lets nothing through.";

    public static string EmptyDatabase => "It is empty. Name a database, or leave the parameter out for all that the plan of the backup set selects.";

    public static string EmptyResource => "It is empty. Name a database; without the parameter, and without such a property of what is piped in, all are meant.";

    public static string SinceInFuture => "Since: It is in the future, and nothing as new as that is there.";

    public static string SinceInFutureRemedy => "Name a time that is over: one without a time zone is local.";

    public static string NothingOf(IReadOnlyList<MissingName> missing)
        => $"Nothing that was read fits {string.Join(" or ", missing.Select(static name => $"-{name.ParameterName} '{PlainText.Of(name.Name)}'{(name.Similar is { } similar ? $" (there is '{PlainText.Of(similar)}': names of vaults are compared with case)" : "")}"))}. Check how it is written, and the Region: what is written wrongly reads as if there were nothing to worry about.";

    public static string CopyRegionAndVault => "It names a vault, and -CopyRegion names Regions. Give one of the two.";

    public static string NoJobs(string command) => $"No job came down the pipeline, so {command} had nothing to wait for.";

    public static string NoJobId => "It is missing. Name the ids of jobs, or pipe in what Get-XacntBackupJob or a Start cmdlet writes.";

    public static string JobsReachBack => "AWS Backup knows the jobs of the last 30 days alone: -Since is earlier, and what was before is not told. Get-XacntRecoveryPoint shows what older backups and copies are there.";

    public static string MoreOfTheSame(int count, string text) => $"{Number(count)} more {(count == 1 ? "input" : "inputs")}: {text}";

    public static string NoRoleAssumable(AccountFailure first, int denied, FleetStanding standing)
        => $"None of the first {Number(denied)} accounts let the caller assume its role, so the command was stopped{NotTried(standing, denied)}. The first: {first.Message}";

    public static string NoRoleAssumableRemedy
        => "Two causes are possible, and AWS answers the same for both. Trust: the roles' trust policies do not name the caller, or ask for another external id (-ExternalId), or the roles have another name (-RoleName). "
            + "Permission: the caller itself is not allowed sts:AssumeRole on them, by its own policy, a permissions boundary or a service control policy. 'aws sts get-caller-identity' shows who the caller is.";

    public static string AwsNotReached(AccountFailure first, int unreached, FleetStanding standing)
        => $"AWS was reached for none of the first {Number(unreached)} accounts, so the command was stopped{NotTried(standing, unreached)}. The first: {first.Message}";

    public static string StoppedOnError(FleetStanding standing, int limit)
        => $"{Accounts(standing.Failed)} failed, and -StopOnError {limit} was given: {Number(standing.Waiting)} {(standing.Waiting == 1 ? "account was" : "accounts were")} not begun.";

    public static string StoppedOnErrorRemedy(string advice) => "See the errors before this one. " + (IsRunAgain(advice)
        ? "Then run the command again with the same accounts: what is done already is left as it is."
        : $"Of the accounts that were begun {advice}.");

    public static string AccountActivity(AccountTarget target) => target.AbsName.Length == 0 ? $"{target.AccountId} ({target.Region})" : $"{target.AccountId} {target.AbsName} ({target.Region})";

    public static string OfAccount(AccountTarget target, string text) => $"{AccountActivity(target)}: {text}";

    public static string WarningOfOthers(IReadOnlyList<AccountTarget> targets, string text) => $"Also {Named(targets)}: {text}";

    /// <summary>The closing line of a command that was stopped.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="standing">How far it has come.</param>
    /// <param name="counts">What came of the accounts that are done.</param>
    /// <param name="unshown">Those of them whose result nobody took any more, with what came of each.</param>
    /// <param name="isIdle">Whether no work is left.</param>
    /// <param name="advice">What to do where something was not brought to its end.</param>
    public static string Stopped(string command, FleetStanding standing, IReadOnlyList<(string Word, int Accounts)> counts, IReadOnlyList<(AccountTarget Target, string Word)> unshown, bool isIdle, string advice)
    {
        var read = standing.IsComplete ? "" : " read so far";
        var outcomes = counts.Count == 0 ? "" : $" ({Counted(counts)})";
        var notShown = unshown.Count == 0 ? "" : $", {Number(unshown.Count)} of them not shown ({Grouped(unshown)})";
        var interrupted = standing.InFlight.Count == 0
            ? "none was interrupted"
            : $"{Number(standing.InFlight.Count)} interrupted ({AllOf(standing.InFlight)})";
        var goesOn = standing.InFlight.Count + standing.Waiting > 0 || !standing.IsComplete ? $"; {advice}" : "";
        var running = isIdle ? "No work is left running" : "A call to AWS has not ended yet; it ends by itself, and nothing follows it";
        return $"{command} was stopped: {Number(standing.Finished)} of {Accounts(standing.Total)}{read} done{outcomes}{notShown}, {interrupted}, {Number(standing.Waiting)} not begun. {running}{goesOn}.";
    }

    public static string RunAgainToGoOn => "run the command again to go on";

    private static bool IsRunAgain(string advice) => string.Equals(advice, RunAgainToGoOn, StringComparison.Ordinal);

    public static string JobsGoOn => "the jobs go on at AWS, and can be waited for again";

    public static string ReportsGoOn => "the reports that were begun go on at AWS, and the command run again waits for those and begins none of them twice";

    /// <summary>What a command that starts jobs leaves behind when it ends early.</summary>
    public static string JobsMayHaveBegun(string shown, bool hasToken) => "jobs may have begun: " + shown + " shows them, and "
        + (hasToken ? "the command run again with the same -IdempotencyToken starts none of them twice" : "the command run again starts them again: only with the same -IdempotencyToken both times it would not");

    public static string JobsTimedOut(string shown, bool hasToken)
        => $"Jobs may have begun, and those that are known to have came out: {shown} shows them. " + (hasToken
            ? "Run the command again with the same -IdempotencyToken, and a longer -TimeoutSeconds if need be: what has begun is not begun twice."
            : "The command run again starts them again: name only what is missing; with the same -IdempotencyToken both times nothing begins twice.");

    public static string TextBesideAccount(string text) => $"'{text}' came as an account, since a text is taken for an account id, and -AccountId names another. Name databases, recovery points and jobs by their parameters, or pipe in objects; or leave -AccountId out.";

    public static string EmptyDatabaseInput => "The input has it, and it is empty there, or the input was not piped in. Name a database; for all that the plan of the backup set selects give accounts without a ResourceArn.";

    public static string NoRecoveryPointYet(string kind, string jobId, string state, string? message)
        => $"The {kind} job {jobId} is {state} and has no recovery point{(string.IsNullOrEmpty(message) ? "" : $" (AWS: {message})")}. Leave out jobs that have not completed, such as with Where-Object State -eq COMPLETED, and see their Remedy.";

    public static string OfCaller(string message, FleetStanding standing, int workedBefore, string advice)
    {
        var interrupted = standing.InFlight.Count == 0 ? "" : $", {standing.InFlight.Count} were interrupted ({AllOf(standing.InFlight)})";
        return workedBefore < 1
            ? message + " This holds for every account: the command ended with the first."
            : $"{message} This holds for every account: {workedBefore} had been worked on before{interrupted}, the others were not. {(IsRunAgain(advice) ? "Run the command again to go on" : $"Of the accounts that were begun {advice}")}.";
    }

    private static string NotTried(FleetStanding standing, int denied)
        => (standing.Begun <= denied ? "" : $"; {Number(standing.Begun - denied)} more had been begun") + (standing.Waiting == 0 ? "" : $"; {Number(standing.Waiting)} were not begun");

    private static string Counted(IReadOnlyList<(string Word, int Accounts)> counts) => string.Join(", ", counts.Select(count => $"{Number(count.Accounts)} {count.Word}"));

    private static string Accounts(int count) => count == 1 ? "1 account" : $"{Number(count)} accounts";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>In its two largest units, such as <c>1 m 12 s</c>.</summary>
    private static string Duration(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 9.95 } => string.Format(CultureInfo.InvariantCulture, "{0:0.0} s", duration.TotalSeconds),
        { TotalSeconds: < 59.5 } => string.Format(CultureInfo.InvariantCulture, "{0:0} s", duration.TotalSeconds),
        { TotalHours: < 1 } => $"{(int)duration.TotalMinutes} m {duration.Seconds} s",
        _ => $"{(int)duration.TotalHours} h {duration.Minutes} m",
    };

    private static string Named(IReadOnlyList<AccountTarget> targets)
        => AllOf(targets.Take(AccountsNamed)) + (targets.Count > AccountsNamed ? $" and {targets.Count - AccountsNamed} more" : "");

    /// <summary>Every one, where this is the only place that names it.</summary>
    private static string AllOf(IEnumerable<AccountTarget> targets) => string.Join(", ", targets.Select(AccountActivity));

    private static string Grouped(IEnumerable<(AccountTarget Target, string Word)> items)
        => string.Join("; ", items.GroupBy(static item => item.Word, StringComparer.Ordinal).Select(static group => $"{group.Key}: {AllOf(group.Select(static item => item.Target))}"));

    public static string OlderSdk(Version version)
        => $"Another module has already loaded AWSSDK.Core {version}, which is older than the one AwsBackupPlan needs, and Windows PowerShell can load only one. "
            + "Import AwsBackupPlan first in a new session, update the other module, or use PowerShell 7, where both live side by side.";
}
