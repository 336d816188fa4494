using System.Globalization;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>Puts the names of an account and set into a plan.</summary>
internal sealed class PlanFiller(AccountTarget target, DeploymentOptions options, string partition, FaultList faults, ICollection<string> warnings, bool isSecret = false)
{
    private const int MaximumCopyActions = 5;

    private readonly ResourceNames _names = new(target.AbsName);

    /// <summary>The plan, filled in.</summary>
    public PlanDefinition FillPlan(PlanDefinition plan, string path)
    {
        List<string> ruleNames = RuleNames(plan);
        return plan with
        {
            BackupPlanName = _names.Plan,
            Rules = [.. plan.Rules.Select((rule, i) => FillRule(rule, ruleNames[i], $"{path}.Rules[{i}]"))],
        };
    }

    /// <summary>The plan's tags: those of the document, and always the set's own.</summary>
    public IReadOnlyDictionary<string, string> FillTags(IReadOnlyDictionary<string, string> tags, string path)
    {
        var filled = FillValues(tags);
        if (filled.TryGetValue(options.TagKey, out string? other) && !string.Equals(other, target.AbsName, StringComparison.Ordinal))
        {
            warnings.Add($"The plan document's tag {options.TagKey} is {(isSecret ? "another" : $"'{other}'")}. The tag tells what belongs to the set, so the plan gets {options.TagKey}={target.AbsName}; write \"{Placeholder.AbsName}\" in the document.");
        }

        filled[options.TagKey] = target.AbsName;
        if (filled.Count > TagRules.MaximumTagsOfAResource && !faults.HasAt(path))
        {
            faults.Add(path, $"With {options.TagKey} there are {filled.Count} tags; at most {TagRules.MaximumTagsOfAResource} are possible.");
        }

        return filled;
    }

    /// <summary>The ARN of the set's vault in a Region of the account.</summary>
    public string VaultArn(string region) => $"arn:{partition}:backup:{region}:{target.AccountId}:backup-vault:{_names.Vault}";

    /// <summary>
    /// Real names are kept. The others are numbered among themselves in the order of the document, the first without a number; a number whose name
    /// a real rule already has is passed over.
    /// </summary>
    private List<string> RuleNames(PlanDefinition plan)
    {
        var taken = new HashSet<string>(plan.Rules.Select(rule => rule.RuleName ?? string.Empty), StringComparer.Ordinal);
        int number = 0;
        var names = new List<string>();
        foreach (RuleDefinition rule in plan.Rules)
        {
            string? name = rule.RuleName;
            if (Placeholder.IsOpen(name, Placeholder.RuleName))
            {
                do
                {
                    name = _names.NumberedRule(++number);
                }
                while (taken.Contains(name));
            }

            names.Add(name!);
        }

        return names;
    }

    private RuleDefinition FillRule(RuleDefinition rule, string name, string path)
    {
        if (!Placeholder.IsOpen(rule.TargetBackupVaultName, Placeholder.VaultName) && !string.Equals(rule.TargetBackupVaultName, _names.Vault, StringComparison.Ordinal))
        {
            warnings.Add($"The plan document's rule {(isSecret ? $"at {path} names another vault" : $"{name} names the vault '{rule.TargetBackupVaultName}'")}. Its backups go to '{_names.Vault}', the set's own; write \"{Placeholder.VaultName}\" in the document.");
        }

        CheckAirGappedVault(rule.TargetLogicallyAirGappedBackupVaultArn, $"{path}.TargetLogicallyAirGappedBackupVaultArn");
        return rule with
        {
            RuleName = name,
            TargetBackupVaultName = _names.Vault,
            ScheduleExpression = rule.ScheduleExpression is { } schedule && CronExpression.TryParse(schedule, out CronExpression? cron, out _) ? cron.Text : rule.ScheduleExpression,
            RecoveryPointTags = FillValues(rule.RecoveryPointTags),
            CopyActions = FillCopyActions(rule, path),
        };
    }

    private void CheckAirGappedVault(string? arn, string path)
    {
        if (arn is not null && !arn.StartsWith($"arn:{partition}:backup:{target.Region}:{target.AccountId}:", StringComparison.Ordinal) && !faults.HasAt(path))
        {
            faults.Add(path, $"'{arn}' is not in account {target.AccountId} and Region {target.Region}, where a logically air-gapped vault must be.");
        }
    }

    private List<CopyActionDefinition> FillCopyActions(RuleDefinition rule, string path)
    {
        string copiesPath = $"{path}.CopyActions";
        if (faults.HasExactly(copiesPath))
        {
            return [];
        }

        List<CopyActionDefinition> filled = rule.CopyActions.Count == 0
            ? DefaultCopyActions(rule)
            : [.. rule.CopyActions.SelectMany((copy, i) => FillCopyAction(copy, $"{copiesPath}[{i}]"))];
        if (options.CentralVaultArn is { } central && !filled.Exists(copy => string.Equals(copy.DestinationBackupVaultArn, central, StringComparison.Ordinal)))
        {
            filled.Add(new CopyActionDefinition { DestinationBackupVaultArn = central, Lifecycle = rule.Lifecycle });
        }

        if (filled.Count > MaximumCopyActions)
        {
            faults.Add(copiesPath, $"With one for each copy Region{(options.CentralVaultArn is null ? string.Empty : " and the central vault")} there are {filled.Count}; AWS Backup takes at most {MaximumCopyActions} copy actions in a rule.");
        }

        foreach (IGrouping<string, CopyActionDefinition> same in filled.GroupBy(copy => copy.DestinationBackupVaultArn!, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            faults.Add(copiesPath, $"{same.Count().ToString(CultureInfo.InvariantCulture)} copy actions go to {same.Key}. Keep one; a copy action without a destination goes to every copy Region.");
        }

        return filled;
    }

    private List<CopyActionDefinition> DefaultCopyActions(RuleDefinition rule)
        => options.NoCopy ? [] : [.. target.CopyRegions.Select(region => new CopyActionDefinition { DestinationBackupVaultArn = VaultArn(region), Lifecycle = rule.Lifecycle })];

    private IEnumerable<CopyActionDefinition> FillCopyAction(CopyActionDefinition copy, string path)
    {
        string destinationPath = $"{path}.DestinationBackupVaultArn";
        if (faults.HasExactly(path) || faults.HasAt(destinationPath))
        {
            return [];
        }

        if (Placeholder.IsOpen(copy.DestinationBackupVaultArn, Placeholder.DestinationBackupVaultArn))
        {
            return target.CopyRegions.Select(region => copy with { DestinationBackupVaultArn = VaultArn(region) });
        }

        CheckDestination(copy.DestinationBackupVaultArn!, destinationPath);
        return [copy];
    }

    private void CheckDestination(string arn, string path)
    {
        string[] parts = arn.Split(':');
        if (!string.Equals(parts[1], partition, StringComparison.Ordinal))
        {
            faults.Add(path, $"'{arn}' is in partition {parts[1]} and the account in {partition}; backups cannot be copied between partitions.");
        }
        else if (string.Equals(arn, VaultArn(target.Region), StringComparison.Ordinal))
        {
            faults.Add(path, $"'{arn}' is the vault that is copied from. Name a vault of another Region or account, or leave the destination out for one in every copy Region.");
        }
        else if (!target.CopyRegions.Contains(parts[3], StringComparer.Ordinal) && string.Equals(arn, VaultArn(parts[3]), StringComparison.Ordinal))
        {
            warnings.Add(isSecret
                ? $"The plan document copies to the set's vault in a Region that is not a copy Region, at {path}: the vault there is neither made nor looked after. Add the Region with -CopyRegion."
                : $"The plan document copies to {arn}, but {parts[3]} is not a copy Region: the vault there is neither made nor looked after. Add it with -CopyRegion {parts[3]}.");
        }
    }

    private Dictionary<string, string> FillValues(IReadOnlyDictionary<string, string> tags)
        => tags.ToDictionary(
            tag => tag.Key,
            tag => string.Equals(tag.Value, Placeholder.AbsName, StringComparison.Ordinal) ? target.AbsName : tag.Value,
            StringComparer.Ordinal);
}
