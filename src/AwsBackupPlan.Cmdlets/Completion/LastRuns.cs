namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>
/// What cmdlets have worked on and written in this process, for completion: names and ARNs, no secret. It is shared by all sessions of the process, forgets the oldest, and nothing of it is written anywhere.
/// </summary>
internal static class LastRuns
{
    private const int ManyAccounts = 5_000;
    private const int Many = 500;
    private const int FewOfMany = 100;

    public static RecentValues Accounts { get; } = new(ManyAccounts);

    public static RecentValues AccountNames { get; } = new(ManyAccounts);

    public static RecentValues OrganizationalUnits { get; } = new(Many);

    public static RecentValues AbsNames { get; } = new(Many);

    public static RecentValues Regions { get; } = new(Many);

    public static RecentValues CopyRegions { get; } = new(Many);

    public static RecentValues RoleNames { get; } = new(Many);

    public static RecentValues Vaults { get; } = new(Many);

    public static RecentValues VaultArns { get; } = new(Many);

    public static RecentValues Resources { get; } = new(Many);

    public static RecentValues RecoveryPoints { get; } = new(Many);

    public static RecentValues Jobs { get; } = new(Many);

    public static RecentValues ReportPlans { get; } = new(Many);

    /// <summary>Which ABS names an account has had, by both, so that a choice can be made among those of one.</summary>
    public static RecentValues Sets { get; } = new(ManyAccounts);

    /// <summary>Notes what a piece of work is about.</summary>
    public static void NoteTarget(string accountId, string absName, string region, IReadOnlyList<string> copyRegions, string roleName)
    {
        NoteSet(accountId, absName, region);
        RoleNames.Add(roleName);
        foreach (var copyRegion in copyRegions)
        {
            CopyRegions.Add(copyRegion);
        }
    }

    /// <summary>Notes what was written.</summary>
    public static void Note(object? written)
    {
        switch (written)
        {
            case IEnumerable<object> several:
                // Of a million nobody chooses by Tab, and they are not to be held up.
                foreach (var one in several.Take(FewOfMany))
                {
                    Note(one);
                }

                break;
            case BackupAccount account:
                NoteSet(account.AccountId, account.AbsName, account.Region, account.Name);
                AccountNames.Add(account.Name, account.AccountId);
                OrganizationalUnits.Add(account.OrganizationalUnitId);
                break;
            case BackupPlanInfo plan:
                NoteSet(plan.AccountId, plan.AbsName, plan.Region);
                foreach (var vault in plan.Vaults)
                {
                    NoteVault(vault.VaultName, vault.VaultArn, vault.AccountId, vault.Region);
                }

                break;
            case BackupPlanResult plan:
                foreach (var arn in plan.VaultArn)
                {
                    NoteVault(plan.VaultName, arn, plan.AccountId, plan.Region);
                }

                break;
            case VaultLockResult vault:
                NoteVault(vault.VaultName, arn: null, vault.AccountId, vault.Region);
                break;
            case NotificationResult vault:
                NoteVault(vault.VaultName, arn: null, vault.AccountId, vault.Region);
                break;
            case RecoveryPointInfo point:
                NoteSet(point.AccountId, point.AbsName, region: null);
                NoteVault(point.VaultName, arn: null, point.AccountId, point.Region);
                NoteResource(point.ResourceArn, point.ResourceName);
                RecoveryPoints.Add(point.RecoveryPointArn, About(point));
                break;
            case BackupJobInfo job:
                NoteSet(job.AccountId, job.AbsName, region: null);
                NoteVault(job.VaultName, arn: null, job.AccountId, job.Region);
                NoteResource(job.ResourceArn, job.ResourceName);
                Jobs.Add(job.JobId, FormattableString.Invariant($"{job.JobType} of {job.ResourceName} in {job.AccountId} ({job.Region}): {job.State}, {job.CreationDate:u}"));
                RecoveryPoints.Add(job.RecoveryPointArn);
                VaultArns.Add(job.DestinationVaultArn);
                break;
            case ProtectedResourceInfo resource:
                NoteSet(resource.AccountId, resource.AbsName, resource.Region);
                NoteResource(resource.ResourceArn, resource.ResourceName);
                break;
            case BackupAuditInfo audit:
                foreach (var plan in audit.ReportPlans)
                {
                    ReportPlans.Add(plan.ReportPlanName, $"{plan.Template} of {audit.AccountId} {audit.AbsName} ({audit.Region})");
                }

                break;
        }
    }

    private static void NoteSet(string accountId, string? absName, string? region, string? name = null)
    {
        // What the name is a pattern of says nothing.
        var isName = absName is { Length: > 0 } && absName.IndexOfAny(['*', '?', '[']) < 0;
        Accounts.Add(accountId, name ?? (isName ? absName : null));
        Regions.Add(region);
        if (isName)
        {
            AbsNames.Add(absName, accountId);
            Sets.Add($"{accountId} {absName}");
        }
    }

    private static void NoteVault(string? name, string? arn, string accountId, string region)
    {
        Vaults.Add(name, $"{accountId} ({region})");
        VaultArns.Add(arn);
    }

    private static void NoteResource(string? arn, string? name) => Resources.Add(arn, name);

    private static string About(RecoveryPointInfo point) => FormattableString.Invariant($"{point.ResourceName} in {point.AccountId} ({point.Region}): {point.Status}, {point.CreationDate:u}");
}
