using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Fleet;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Reads the deployed plans of an account, as users see them.</summary>
internal sealed class PlanListing(AccountSession session, string tagKey)
{
    private readonly AccountTarget _target = session.Target;

    /// <summary>The plans whose ABS name matches the target's pattern, by name. A name that is no pattern must match.</summary>
    /// <exception cref="AccountException">There is no plan of the literal name.</exception>
    public async Task<IReadOnlyList<BackupPlanInfo>> ReadAsync(CancellationToken cancellationToken)
    {
        session.Observer.Progress(new WorkProgress("Reading backup plans"));
        var pattern = AbsNamePattern.Parse(_target.AbsName);
        var reader = new BackupSetReader(session);
        var sought = new SoughtSet(_target.AbsName);
        var plans = await reader.ReadPlansAsync(name => sought.IsPlan(name) || (AbsNameOf(name) is { } abs && pattern.IsMatch(abs)), cancellationToken).ConfigureAwait(false);
        // A plan is the module's own when its tag says the same name as its own name does.
        var own = plans
            .Where(plan => new OwnershipTag(tagKey, AbsNameOf(plan.Name)!).Of(plan.Tags) == Ownership.Own)
            .OrderBy(static plan => plan.Name, StringComparer.Ordinal)
            .ToList();
        if (own.Count == 0 && pattern.IsLiteral)
        {
            throw plans.Count > 0 ? NotOwned() : NotFound(await reader.ReadVaultAsync(_target.Region, new ResourceNames(_target.AbsName).Vault, cancellationToken).ConfigureAwait(false), sought);
        }

        var regions = own.SelectMany(CopyRegions).Append(_target.Region).Distinct(StringComparer.Ordinal);
        var vaults = own.Count == 0
            ? []
            : (await Task.WhenAll(regions.Select(region => reader.ReadVaultsAsync(region, cancellationToken))).ConfigureAwait(false)).SelectMany(static list => list).ToList();
        return [.. own.Select(plan => Describe(plan, vaults))];
    }

    private BackupPlanInfo Describe(DeployedPlan plan, List<DeployedVault> vaults)
    {
        var absName = AbsNameOf(plan.Name)!;
        var vaultName = new ResourceNames(absName).Vault;
        IReadOnlyList<string> copyRegions = [.. CopyRegions(plan)];
        return new BackupPlanInfo
        {
            AccountId = _target.AccountId,
            AbsName = absName,
            Region = _target.Region,
            CopyRegion = copyRegions,
            PlanId = plan.PlanId,
            PlanName = plan.Name,
            PlanArn = plan.Arn,
            PlanVersionId = plan.VersionId,
            CreationDate = plan.CreationDate,
            LastExecutionDate = plan.LastExecutionDate,
            VaultName = vaultName,
            Rules = [.. plan.Definition.Rules.Select(Describe)],
            Selections = [.. plan.Selections.Select(Describe)],
            Vaults = [.. copyRegions.Prepend(_target.Region).SelectMany(region => vaults.Where(vault =>
                string.Equals(vault.Region, region, StringComparison.Ordinal) && string.Equals(vault.Name, vaultName, StringComparison.Ordinal))).Select(Describe)],
            Tags = plan.Tags,
        };
    }

    private BackupVaultInfo Describe(DeployedVault vault) => new()
    {
        AccountId = _target.AccountId,
        Region = vault.Region,
        VaultName = vault.Name,
        VaultArn = vault.Arn,
        EncryptionKeyArn = vault.EncryptionKeyArn,
        RecoveryPointCount = vault.RecoveryPointCount,
        Locked = vault.IsLocked,
        LockMode = vault.Lock.Mode,
        MinRetentionDays = vault.Lock.MinRetentionDays,
        MaxRetentionDays = vault.Lock.MaxRetentionDays,
        LockDate = vault.LockDate,
    };

    private static BackupRuleInfo Describe(RuleDefinition rule) => new()
    {
        RuleName = rule.RuleName ?? string.Empty,
        TargetVaultName = rule.TargetBackupVaultName ?? string.Empty,
        ScheduleExpression = rule.ScheduleExpression ?? "cron(0 5 ? * * *)",
        ScheduleExpressionTimezone = rule.ScheduleExpressionTimezone ?? "Etc/UTC",
        StartWindowMinutes = rule.StartWindowMinutes ?? 480,
        CompletionWindowMinutes = rule.CompletionWindowMinutes ?? 10080,
        DeleteAfterDays = Days(rule.Lifecycle?.DeleteAfterDays),
        MoveToColdStorageAfterDays = Days(rule.Lifecycle?.MoveToColdStorageAfterDays),
        EnableContinuousBackup = rule.EnableContinuousBackup ?? false,
        CopyActions = [.. rule.CopyActions.Select(copy => new CopyActionInfo
        {
            DestinationVaultArn = copy.DestinationBackupVaultArn ?? string.Empty,
            DeleteAfterDays = Days(copy.Lifecycle?.DeleteAfterDays),
            MoveToColdStorageAfterDays = Days(copy.Lifecycle?.MoveToColdStorageAfterDays),
        })],
    };

    private static BackupSelectionInfo Describe(DeployedSelection selection) => new()
    {
        SelectionId = selection.SelectionId,
        SelectionName = selection.Definition.SelectionName,
        RoleArn = selection.Definition.IamRoleArn,
        Resources = selection.Definition.Resources,
        NotResources = selection.Definition.NotResources,
        Conditions = selection.Definition.Conditions,
        ListOfTags = selection.Definition.ListOfTags,
    };

    private AccountException NotOwned() => NotFound(
        $"The backup plan {new ResourceNames(_target.AbsName).Plan} in {_target.Region} of account {_target.AccountId} does not carry the tag {tagKey}={_target.AbsName}, so it is not this module's own.",
        "Take it over with New-XacntBackupPlan -Adopt.");

    // Where a plan has gone its vaults can be there still, and their locks: no list of plans shows them.
    private AccountException NotFound(DeployedVault? vault, SoughtSet sought) => NotFound(
        $"There is no backup plan of the backup set '{_target.AbsName}' in {_target.Region} of account {_target.AccountId}{sought.Hint}."
            + (vault is null ? string.Empty : $" A vault of its name, {vault.Name}, is there, {vault.Lock}, with about {Counted.Of(vault.RecoveryPointCount, "recovery point")}."),
        "Make it with New-XacntBackupPlan. Get-XacntBackupPlan -AbsName '*' lists the plans that there are, and no vaults without one: "
            + $"Remove-XacntBackupResource -AccountId {_target.AccountId} -AbsName {_target.AbsName} -Region {_target.Region} -WhatIf shows those of a backup set{(vault is { IsLocked: true } ? ", and Set-XacntVaultLock -Remove takes their locks off" : string.Empty)}.");

    private AccountException NotFound(string message, string remedy) => new("BackupPlanNotFound", FailureCategory.ObjectNotFound, message, remedy) { Region = _target.Region };

    private IEnumerable<string> CopyRegions(DeployedPlan plan) => plan.CopyRegions(_target.AccountId, new ResourceNames(AbsNameOf(plan.Name)!).Vault);

    private static long? Days(long? days) => days is null or < 0 ? null : days;

    private static string? AbsNameOf(string planName)
    {
        var suffix = new ResourceNames(string.Empty).Plan;
        return planName.EndsWith(suffix, StringComparison.Ordinal) && planName.Length > suffix.Length ? planName.Substring(0, planName.Length - suffix.Length) : null;
    }
}
