using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Monitoring.ProtectedResources;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>What to do about a database that is not protected, by its cause.</summary>
internal static class ProtectionRemedies
{
    /// <summary>For a database that no plan takes.</summary>
    /// <param name="evidence">The account.</param>
    /// <param name="planned">The database.</param>
    /// <param name="set">The backup set that it certainly belongs to; empty where that is the reader's to say.</param>
    public static string NotTaken(AccountEvidence evidence, PlannedProtection planned, string set = "")
    {
        var database = planned.Database;
        if (planned.Nearest == SelectionVerdictKind.OptInOff)
        {
            return Remedies.InAccount(evidence.Target.AccountId, TypeSwitch.Command(evidence.Target.Region, database.ResourceType));
        }

        if (set.Length > 0)
        {
            return Remedies.Tag(evidence, database, set);
        }

        var tag = database.Tags.TryGetValue(evidence.Deployment.TagKey, out var value) ? value : string.Empty;
        return tag.Length > 0 && Remedies.IsSet(evidence, tag) && Remedies.PlanOf(evidence, tag) is null ? Remedies.Deploy(evidence, tag) : planned.Nearest switch
        {
            SelectionVerdictKind.Excluded => Remedies.Note($"Take it out of NotResources of the selection {planned.Matches[0].SelectionName} of the plan {planned.Matches[0].PlanName}, if it is to be backed up."),
            SelectionVerdictKind.ClusterMember => Remedies.Lines(
                Remedies.Note("It is backed up with its cluster, which is not listed. See whether that is still there."),
                Remedies.InAccount(evidence.Target.AccountId, $"aws rds describe-db-clusters --region {evidence.Target.Region}")),
            _ when tag.Length > 0 => Remedies.Note($"It carries the tag {evidence.Deployment.TagKey}={tag}, and no selection takes it: {(planned.Matches.Count > 0 ? planned.Matches[0].Reason : "there is none")} Give it what a selection asks for, or have another plan select it."),
            _ => Remedies.Note($"Choose its backup set, and give it the tag {evidence.Deployment.TagKey} with the ABS name, with credentials of account {evidence.Target.AccountId}: aws rds add-tags-to-resource --region {evidence.Target.Region} --resource-name {database.Arn} --tags, and the tag. Where there is no such set yet, New-XacntBackupPlan makes it."),
        };
    }

    /// <summary>For a database whose backups are copied nowhere that is asked for, by a plan that the module did not make.</summary>
    public static string OfOtherPlan(PlannedProtection planned) => Remedies.Note($"Give the rules of the plan {planned.Plan?.Name}, which is none of this module's, a copy action to there.");

    /// <summary>For a database whose newest backup is too old, or that has none.</summary>
    public static string NoBackup(AccountEvidence evidence, SurveyedDatabase database) => database.Planned.IsTaken
        ? Remedies.Lines(database.Info is { Remedy: { } remedy, Status: not ProtectionStatus.Protected } ? Remedies.Note(remedy) : null, Remedies.BackUp(evidence, database.Info.AbsName, database.Info.ResourceArn))
        : NotTaken(evidence, database.Planned);
}
