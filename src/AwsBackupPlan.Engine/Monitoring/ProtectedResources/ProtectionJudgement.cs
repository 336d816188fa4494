using System.Globalization;
using AwsBackupPlan.Engine.Accounts.Calls;
using AwsBackupPlan.Engine.Monitoring.Jobs;

namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>Says how well a database is protected, why, and what to do.</summary>
/// <param name="planned">What the plans say of it.</param>
/// <param name="regions">What there is in each Region, its own first.</param>
/// <param name="region">The database's Region.</param>
/// <param name="tag">The tag that the module's selections ask for.</param>
/// <param name="now">The time.</param>
/// <param name="copies">The Regions in which a copy is wanted; any other Region or account will do when <see langword="null"/>.</param>
internal sealed class ProtectionJudgement(PlannedProtection planned, IReadOnlyList<RegionalProtectionInfo> regions, string region, string tag, DateTimeOffset now, IReadOnlyList<string>? copies)
{
    private readonly Database _database = planned.Database;

    /// <summary>The status, the reason, and what to do.</summary>
    public (ProtectionStatus Status, string Reason, string? Remedy) Judge() => planned switch
    {
        { IsTaken: false } => NotTaken(),
        { Targets.Count: 0, UnreadRules.Count: > 0 } => (ProtectionStatus.NoBackup, $"The plan {planned.Plan!.Name} selects it.{Unread()}", "Give the rule a schedule that is known here, such as cron(0 5 ? * * *), or look at Get-XacntRecoveryPoint and Get-XacntBackupJob."),
        { Targets.Count: 0 } => (ProtectionStatus.NoBackup, $"The plan {planned.Plan!.Name} selects it, and none of its rules runs any more.", "Give the plan a schedule that runs: New-XacntBackupPlan -ScheduleExpression."),
        _ => Taken(),
    };

    private (ProtectionStatus, string, string?) NotTaken()
    {
        if (planned.Nearest is not { } nearest)
        {
            return (ProtectionStatus.NotSelected, $"There is no selection of any backup plan in {region}.", "Make a plan with New-XacntBackupPlan.");
        }

        var match = planned.Matches[0];
        var told = $"the selection {match.SelectionName} of the plan {match.PlanName}";
        return nearest switch
        {
            SelectionVerdictKind.OptInOff => (
                ProtectionStatus.OptInOff,
                $"{match.Reason} Otherwise {told} would take it.",
                TypeSwitch.Remedy(_database)),
            SelectionVerdictKind.ClusterMember => (ProtectionStatus.NotSelected, $"{match.Reason} That cluster is not listed in {region}.", "See whether the cluster is still there: aws rds describe-db-clusters."),
            _ => (
                ProtectionStatus.NotSelected,
                $"No selection takes it. The nearest is {told}: {match.Reason}",
                nearest == SelectionVerdictKind.Excluded ? "Take it out of NotResources, if it is to be backed up." : $"Give it what the selection asks for, such as the tag {tag} with the ABS name, or have another plan select it."),
        };
    }

    private (ProtectionStatus, string, string?) Taken()
    {
        var own = regions[0];
        if (own.CreationDate is null)
        {
            return WithoutPoint(own, "backup", planned.Since + own.LateAfter, ProtectionStatus.NoBackup);
        }

        if (own.IsLate)
        {
            return (ProtectionStatus.Late, $"The newest backup is {AgeWords.Of(own.Age!.Value)} old; {Promise(own)}{Failure(own)}{Unavailable()}", RemedyOf(own));
        }

        foreach (var copy in regions.Where(static place => place.IsCopy && place.LateAfter is not null))
        {
            if (copy.CreationDate is null)
            {
                return WithoutPoint(copy, $"copy in {Place(copy)}", planned.Since + copy.LateAfter, ProtectionStatus.NoCopy);
            }

            if (copy.IsLate)
            {
                return (ProtectionStatus.CopyLate, $"The newest copy in {Place(copy)} is {AgeWords.Of(copy.Age!.Value)} old; {Promise(copy)}{Failure(copy)}", RemedyOf(copy));
            }
        }

        if (Uncopied() is { } uncopied)
        {
            return (
                ProtectionStatus.NoCopy,
                $"The newest backup is {AgeWords.Of(own.Age!.Value)} old, and no rule of the plan {planned.Plan!.Name} copies it {uncopied}.",
                $"Have the plan copy it: New-XacntBackupPlan -CopyRegion; where no copy is wanted, say so with -CopyRegion none.");
        }

        var told = string.Concat(regions.Where(static place => place is { IsCopy: true, Age: not null }).Select(place => $", its copy in {Place(place)} {AgeWords.Of(place.Age!.Value)}"));
        var reason = $"The newest backup is {AgeWords.Of(own.Age!.Value)} old{told}.{Unread()}";
        return regions.FirstOrDefault(static place => place is { LateAfter: not null, LastFailure: not null }) is { } failing
            ? (ProtectionStatus.Failing, $"{reason}{Failure(failing)}", RemedyOf(failing))
            : (ProtectionStatus.Protected, reason, null);
    }

    // A backup that lies in its own Region alone is lost with it.
    private string? Uncopied()
    {
        var places = regions.Where(static place => place.IsCopy).Select(static place => place.Region).ToList();
        return copies is null
            ? places.Count == 0 ? "to another Region" : null
            : copies.Where(wanted => !places.Contains(wanted, StringComparer.Ordinal)).ToList() is { Count: > 0 } missing ? $"to {string.Join(" or ", missing)}" : null;
    }

    private string Unread() => planned.UnreadRules.Count == 0 ? string.Empty : $" The schedule of {string.Join(" and ", planned.UnreadRules)} is not known here, so that nothing is said of what that rule makes.";

    private (ProtectionStatus, string, string?) WithoutPoint(RegionalProtectionInfo place, string what, DateTimeOffset? due, ProtectionStatus status)
    {
        if (place.LastFailure is not null)
        {
            return (status, $"There is no completed {what}.{Failure(place)}{(place.IsCopy ? string.Empty : Unavailable())}", RemedyOf(place));
        }

        return due > now
            ? (ProtectionStatus.Pending, $"There is no {what} yet; one is due by {Date(due.Value)}.", null)
            : (status, $"There is no completed {what}; {Promise(place)}{(place.IsCopy ? string.Empty : Unavailable())}", RemedyOf(place));
    }

    private string Promise(RegionalProtectionInfo place) =>
        $"the plan {planned.Plan!.Name} makes one at least every {AgeWords.Of(planned.Interval!.Value)}, and {AgeWords.Of(place.LateAfter!.Value)} is the most.";

    private static string Failure(RegionalProtectionInfo place) => place.LastFailure is { } date
        ? $" The last {(place.IsCopy ? "copy" : "backup")} job failed ({Date(date)}): {CallFault.Sentence(place.LastFailureMessage ?? string.Empty)}"
        : string.Empty;

    private string Unavailable() => _database.Status is { } status and not "available" ? $" The database is {status}." : string.Empty;

    private string RemedyOf(RegionalProtectionInfo place) => RemedyOfFailure(place) ?? (place.IsCopy
        ? "Mend what the message says (the key of the vault there, the role of the selection, a quota), then copy the newest backup with Start-XacntCopyJob; Get-XacntBackupJob -JobType Copy shows the jobs."
        : "Mend what the message says, then back it up with Start-XacntBackupJob; Get-XacntBackupJob shows the jobs.");

    private string? RemedyOfFailure(RegionalProtectionInfo place) =>
        Failure(place).Length > 0 ? JobAdvice.Of(place.IsCopy ? BackupJobType.Copy : BackupJobType.Backup, "FAILED", place.LastFailureMessage, _database.Arn) : null;

    private string Place(RegionalProtectionInfo place) => regions.Count(other => other.IsCopy && string.Equals(other.Region, place.Region, StringComparison.Ordinal)) > 1 || !string.Equals(place.AccountId, regions[0].AccountId, StringComparison.Ordinal)
        ? $"{place.Region} of account {place.AccountId}"
        : place.Region;

    private static string Date(DateTimeOffset date) => date.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
