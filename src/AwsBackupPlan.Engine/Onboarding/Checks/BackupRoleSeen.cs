namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The role of AWS Backup is there and works, as far as that shows. No call reads a role; AWS Backup looks at it when a selection is made.</summary>
internal sealed class BackupRoleSeen : Prerequisite
{
    /// <inheritdoc/>
    public override string Name => "BackupRole";

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var (region, role) = (evidence.Target.Region, evidence.BackupRoleArn);
        var last = evidence.Jobs is { Failure: null } jobs
            ? jobs.Value.Where(job => string.Equals(job.IamRoleArn, role, StringComparison.Ordinal) && job.State?.Value is "COMPLETED" or "FAILED").OrderByDescending(static job => job.CreationDate).FirstOrDefault()
            : null;
        var selection = evidence.Plans is { Failure: null } plans
            ? plans.Value.SelectMany(static plan => plan.Selections).FirstOrDefault(selected => string.Equals(selected.Definition.IamRoleArn, role, StringComparison.Ordinal))
            : null;
        yield return last?.State?.Value is "FAILED" && IsOfRole(last.StatusMessage)
            ? Failed(evidence, region, $"The newest backup job with {role} failed on {last.CreationDate:yyyy-MM-dd}: {last.StatusMessage}", $"Give the role what AWS's policy AWSBackupServiceRolePolicyForBackup has, and let backup.amazonaws.com assume it; docs/permissions.md has both.")
            : last?.State?.Value is "COMPLETED" ? Passed(evidence, region, $"AWS Backup completed a backup job with {role} on {last.CreationDate:yyyy-MM-dd}.")
            : selection is not null ? Passed(evidence, region, $"AWS Backup took {role} in the selection {selection.Definition.SelectionName}.")
            : (evidence.Plans.Failure ?? evidence.Jobs.Failure) is { } failure ? NotRead(evidence, region, failure)
            : Information(
                evidence,
                region,
                $"No selection of the set and no backup job shows yet whether {role} is there and AWS Backup may assume it. AWS Backup looks when New-XacntBackupPlan makes the selection.",
                "The role is made by template (Export-XacntBackupTemplate -Kind Target) or by hand: docs/permissions.md.");
    }

    private static bool IsOfRole(string? message) => message is not null
        && (message.Contains("role", StringComparison.OrdinalIgnoreCase) || message.Contains("not authorized", StringComparison.OrdinalIgnoreCase) || message.Contains("access denied", StringComparison.OrdinalIgnoreCase));
}
