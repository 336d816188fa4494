using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Fleet;

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

    public static string CannotAskRemedy => "Run it with -Confirm:$false or with -Force. To see first what it would do, use -WhatIf.";

    public static string NoProfileName => "It is empty. Name a credentials profile, or leave the parameter out.";

    public static string EmptyCopyRegion => "It is empty. Name the Regions, leave the parameter out for the default, or give @() for no copies.";

    public static string NoProfileLocation(string path, string message) => $"'{path}' is not the path of a file: {message}";

    public static string DateInPlanDocument(string path)
        => $"{path} is a date, which JSON has no word for: ConvertFrom-Json makes dates of texts that look like one. Give the JSON text itself, or the file with -PlanPath.";

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

    public static string NoAbsName => "No AbsName was given. It is the name of the backup set, and the value of the tag on its databases.";

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

    public static string NotAPlanDocument(Type type) => $"A value of type {type.FullName} cannot be part of a plan document. Use hashtables, arrays, text, numbers and booleans, objects made by ConvertFrom-Json, or the JSON text itself.";

    public static string PlanDocumentTooDeep(int depth) => $"It is nested deeper than {depth} levels, or it contains itself.";

    public static string UnreadablePlan(string path, string message) => $"The plan document '{path}' cannot be read: {message}";

    public static string PlanPathIsFolder => "It is a folder.";

    public static string PlanDocumentIsPath(string path) => $"'{path}' is a path, and no plan document. Give a file with -PlanPath.";

    public static string NotAFile(string provider) => $"It is a path of the provider {provider}, not of the file system.";

    public static string UnknownKeys(IEnumerable<string> unknown, IEnumerable<string> known)
        => $"The hashtable has keys that nothing reads: {string.Join(", ", unknown)}. Known are {string.Join(", ", known)}.";

    public static string Faults(IReadOnlyList<ParameterFault> faults) => string.Join(" ", faults.Select(fault => fault.ToString()));

    public static string FleetStatus(FleetStanding standing)
        => $"{standing.Finished} of {standing.Total} accounts done, {standing.InFlight.Count} at work";

    public static string AccountActivity(AccountTarget target) => target.AbsName.Length == 0 ? $"{target.AccountId} ({target.Region})" : $"{target.AccountId} {target.AbsName} ({target.Region})";

    public static string OfAccount(AccountTarget target, string text) => $"{AccountActivity(target)}: {text}";

    public static string WarningOfOthers(IReadOnlyList<AccountTarget> targets, string text) => $"Also {Named(targets)}: {text}";

    public static string Stopped(string command, FleetStanding standing)
    {
        var interrupted = standing.InFlight.Count == 0
            ? "none was interrupted"
            : $"{standing.InFlight.Count} interrupted ({Named(standing.InFlight)})";
        return $"{command} was stopped: {standing.Finished} of {standing.Total} accounts done, {interrupted}, {standing.Waiting} not begun. No work is left running; run the command again to go on.";
    }

    /// <summary>The account that met the fault first is finished, and not done.</summary>
    public static string OfCaller(string message, FleetStanding standing)
    {
        var before = standing.Finished - 1;
        var interrupted = standing.InFlight.Count == 0 ? "" : $", {standing.InFlight.Count} were interrupted ({Named(standing.InFlight)})";
        return before < 1
            ? message + " This holds for every account: the command ended with the first."
            : $"{message} This holds for every account: {before} had been worked on before{interrupted}, the others were not. Run the command again to go on.";
    }

    public static string StillRunning(string command)
        => $"{command} was stopped, but a call to AWS has not ended yet. It ends by itself; nothing follows it.";

    private static string Named(IReadOnlyList<AccountTarget> targets)
        => string.Join(", ", targets.Take(AccountsNamed).Select(AccountActivity)) + (targets.Count > AccountsNamed ? $" and {targets.Count - AccountsNamed} more" : "");

    public static string OlderSdk(Version version)
        => $"Another module has already loaded AWSSDK.Core {version}, which is older than the one AwsBackupPlan needs, and Windows PowerShell can load only one. "
            + "Import AwsBackupPlan first in a new session, update the other module, or use PowerShell 7, where both live side by side.";
}
