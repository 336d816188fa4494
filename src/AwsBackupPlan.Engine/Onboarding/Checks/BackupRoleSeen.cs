using Amazon.Backup.Model;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The role of AWS Backup is there and works, as far as that shows. No call reads a role; AWS Backup looks at it when a selection is made.</summary>
internal sealed class BackupRoleSeen : Prerequisite
{
    // The longest month and some days: plans that run more rarely are few.
    private static readonly TimeSpan Recent = TimeSpan.FromDays(35);

    /// <inheritdoc/>
    public override string Name => "BackupRole";

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var (region, role) = (evidence.Target.Region, evidence.BackupRoleArn);
        List<BackupJob> jobs = evidence.Jobs is { Failure: null } read ? [.. read.Value.Where(job => string.Equals(job.IamRoleArn, role, StringComparison.Ordinal)).OrderByDescending(static job => job.CreationDate)] : [];
        var last = jobs.Find(static job => job.State?.Value is "COMPLETED" or "FAILED");
        var completed = jobs.Find(static job => job.State?.Value is "COMPLETED");
        yield return last?.State?.Value is "FAILED" && IsOfRole(last.StatusMessage)
            ? Failed(evidence, region, $"The newest backup job with {role} failed on {last.CreationDate:yyyy-MM-dd}: {last.StatusMessage}", $"Give the role what AWS's policy AWSBackupServiceRolePolicyForBackup has, and let backup.amazonaws.com assume it; docs/permissions.md has both.")
            : completed is not null && IsRecent(evidence, completed.CreationDate?.ToUniversalTime()) ? Passed(evidence, region, $"AWS Backup completed a backup job with {role} on {completed.CreationDate:yyyy-MM-dd}.")
            : (evidence.Plans.Failure ?? evidence.Jobs.Failure) is { } failure ? NotRead(evidence, region, failure)
            : OfSelection(evidence, region, role, completed) ?? Information(
                evidence,
                region,
                $"No selection of the set and no backup job shows yet whether {role} is there and AWS Backup may assume it. AWS Backup looks when New-XacntBackupPlan makes the selection.",
                "The role is made by template (Export-XacntBackupTemplate -Kind Target) or by hand: docs/permissions.md.");
    }

    // AWS Backup looked at the role when it took it. Whether it is still there only a job shows, which begins after the next run of the plan.
    private AccountCheck? OfSelection(TestEvidence evidence, string region, string role, BackupJob? completed)
    {
        var selected = evidence.Plans.Value.SelectMany(static plan => plan.Selections.Select(selection => (Plan: plan, selection.Definition))).FirstOrDefault(one => string.Equals(one.Definition.IamRoleArn, role, StringComparison.Ordinal));
        if (selected.Plan is not { } plan)
        {
            return null;
        }

        var found = $"AWS Backup took {role} in the selection {selected.Definition.SelectionName} when that was made. {(completed is null ? "None of the newest backup jobs completed with it" : $"The newest backup job that completed with it is of {completed.CreationDate:yyyy-MM-dd}")}: whether it is still there and may be assumed does not show.";
        const string Remedy = "Back a database up (Start-XacntBackupJob) and see whether the job completes.";
        return IsRecent(evidence, plan.CreationDate) ? Information(evidence, region, found, Remedy) : Warning(evidence, region, found, Remedy);
    }

    private static bool IsRecent(TestEvidence evidence, DateTimeOffset? time) => time > evidence.Now - Recent;

    private static bool IsOfRole(string? message) => message is not null
        && (message.Contains("role", StringComparison.OrdinalIgnoreCase) || message.Contains("not authorized", StringComparison.OrdinalIgnoreCase) || message.Contains("access denied", StringComparison.OrdinalIgnoreCase));
}
