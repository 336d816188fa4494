using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>What a backup set should look like in an account.</summary>
public sealed class DesiredState
{
    private DesiredState(ResourceNames names) => Names = names;

    /// <summary>The names of the set.</summary>
    public ResourceNames Names { get; }

    /// <summary>The vaults, primary Region first.</summary>
    public required IReadOnlyList<VaultDefinition> Vaults { get; init; }

    /// <summary>The plan, filled in.</summary>
    public required PlanDefinition Plan { get; init; }

    /// <summary>The tags that the plan must have. Other tags of the plan are left alone.</summary>
    public required IReadOnlyDictionary<string, string> PlanTags { get; init; }

    /// <summary>The selection.</summary>
    public required SelectionDefinition Selection { get; init; }

    /// <summary>The document is a secret: what it holds is told nowhere.</summary>
    public bool IsSecret { get; private init; }

    /// <summary>What works and may not be what was meant.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Fills a document in for an account.</summary>
    /// <remarks>
    /// Rules: placeholder or missing names become <c>a-RDS-BackupRule-Default</c>, <c>-2</c>, <c>-3</c> in the order of the document; the target vault is always <c>a-Vault</c>.
    /// A copy action with a placeholder or missing destination becomes one for each copy Region, so none at all where there is no copy Region; a rule without copy
    /// actions gets one for each copy Region with its own lifecycle, unless NoCopy.
    /// </remarks>
    /// <param name="document">The document.</param>
    /// <param name="target">The account and set, valid by <see cref="AccountTargetValidator"/>.</param>
    /// <param name="options">Valid by <see cref="DeploymentOptionsValidator.Validate(DeploymentOptions)"/> and, for this account, by <see cref="DeploymentOptionsValidator.Validate(DeploymentOptions, AccountTarget, string)"/>.</param>
    /// <param name="partition">The partition of the account.</param>
    /// <param name="year">The year it is; a schedule that ended before it is a fault. None is judged when it is left out.</param>
    /// <param name="isSecret">Whether the document is a secret, of which no warning tells more than the place.</param>
    /// <exception cref="PlanDocumentException">The document has faults: its own and those that only this account shows, together.</exception>
    public static DesiredState Create(PlanDocument document, AccountTarget target, DeploymentOptions options, string partition, int year = 0, bool isSecret = false)
    {
        var names = new ResourceNames(target.AbsName);
        var faults = new FaultList(document.Faults);
        var warnings = new List<string>();
        PlanDefinition plan = PlanOverrides.Apply(document.Plan, options, warnings, isSecret);
        PlanRules.CheckRelations(plan, document.PlanPath, faults);
        CheckSchedules(plan, document.PlanPath, year, faults);
        var filler = new PlanFiller(target, options, partition, faults, warnings, isSecret);
        plan = filler.FillPlan(plan, document.PlanPath);
        IReadOnlyDictionary<string, string> tags = filler.FillTags(document.Tags, document.TagsPath);
        if (faults.ToList() is { Count: > 0 } found)
        {
            throw new PlanDocumentException(found);
        }

        AddColdStorageWarning(plan, options, warnings);
        AddLockOutWarning(target, options, partition, warnings);
        AddCentralVaultWarning(target, options, warnings);
        string? protection = options.VaultAccessPolicy == VaultAccessPolicy.Protect ? ProtectiveStatement.Of(target, options.ProtectedPrincipals, partition).ToJsonString() : null;
        string? inWords = protection is null ? null : LetThrough(target, options, partition);
        return new DesiredState(names)
        {
            IsSecret = isSecret,
            Vaults = [.. new[] { target.Region }.Concat(target.CopyRegions).Select(region => Vault(region, filler.VaultArn(region), names, target, options) with { Protection = protection, ProtectionInWords = inWords })],
            Plan = plan,
            PlanTags = tags,
            Selection = SelectionFiller.Fill(target, options, partition),
            Warnings = [.. warnings.Concat(SelectionFiller.Warnings(target, options)).Distinct(StringComparer.Ordinal)],
        };
    }

    private static void CheckSchedules(PlanDefinition plan, string path, int year, FaultList faults)
    {
        for (int i = 0; i < plan.Rules.Count; i++)
        {
            if (plan.Rules[i].ScheduleExpression is { } schedule && CronExpression.TryParse(schedule, out CronExpression? cron, out _) && cron.LastYear < year)
            {
                faults.Add($"{path}.Rules[{i}].ScheduleExpression", $"'{cron}' ended in {cron.LastYear}, so it would never run. Write * for every year.");
            }
        }
    }

    private static VaultDefinition Vault(string region, string arn, ResourceNames names, AccountTarget target, DeploymentOptions options)
        => new(region, names.Vault, arn, names.KeyAliasOr(options.KeyAlias), new Dictionary<string, string>(StringComparer.Ordinal) { [options.TagKey] = target.AbsName });

    private static void AddCentralVaultWarning(AccountTarget target, DeploymentOptions options, List<string> warnings)
    {
        if (options.CentralVaultArn?.Split(':')[3] is { } region && !string.Equals(region, target.Region, StringComparison.Ordinal))
        {
            warnings.Add($"-CentralVaultArn is in another account and in another Region ({region}) than what is backed up ({target.Region}). Not every resource can be copied over both at once; where it cannot, the copy jobs fail. A central vault in {target.Region} takes them all.");
        }
    }

    private static void AddLockOutWarning(AccountTarget target, DeploymentOptions options, string partition, List<string> warnings)
    {
        if (options.VaultAccessPolicy == VaultAccessPolicy.Protect && ProtectiveStatement.LocksOut(target, options.ProtectedPrincipals, partition))
        {
            warnings.Add($"-ProtectedPrincipal does not name the role {target.RoleName} that this module works in: with the policy in force, neither Remove-XacntBackupResource nor a change of the policy works in it.");
        }
    }

    private static string LetThrough(AccountTarget target, DeploymentOptions options, string partition)
        => $"only {string.Join(", ", ProtectiveStatement.LetThrough(target, options.ProtectedPrincipals, partition))}{(ProtectiveStatement.LocksOut(target, options.ProtectedPrincipals, partition) ? $", and not the role {target.RoleName} that this module works in" : string.Empty)}";

    private static void AddColdStorageWarning(PlanDefinition plan, DeploymentOptions options, List<string> warnings)
    {
        bool wanted = plan.Rules.Any(rule => rule.Lifecycle?.MoveToColdStorageAfterDays > 0
            || rule.CopyActions.Any(copy => copy.Lifecycle?.MoveToColdStorageAfterDays > 0));
        IReadOnlyList<string> without = [.. SelectionFiller.Types(options).Where(type => !ResourceTypes.HasColdStorage(type))];
        if (wanted && without.Count > 0)
        {
            warnings.Add($"The plan document moves backups to cold storage (MoveToColdStorageAfterDays). AWS Backup ignores that for {string.Join(", ", without)}: they stay in warm storage until they are deleted. To be rid of this warning take MoveToColdStorageAfterDays out of Lifecycle, in the rules and in their copy actions; what is deleted when stays as it is.");
        }
    }
}
