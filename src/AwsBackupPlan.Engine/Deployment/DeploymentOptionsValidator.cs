using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Protection;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Checks what a backup set should look like, before any call.</summary>
public static class DeploymentOptionsValidator
{
    /// <summary>
    /// Everything that is wrong with <paramref name="options"/> whatever the account, the plan document included where it is given; empty when nothing is.
    /// </summary>
    public static IReadOnlyList<ParameterFault> Validate(DeploymentOptions options)
    {
        var faults = new List<ParameterFault>();
        AddNameFaults(faults, options);
        AddSelectionFaults(faults, options);
        AddOverrideFaults(faults, options);
        AddProtectionFaults(faults, options);
        if (faults.Count == 0 && options.PlanDocument is not null)
        {
            AddDocumentFaults(faults, options.PlanDocument, options);
        }

        return faults;
    }

    /// <summary>What of <paramref name="options"/> does not fit one account; empty when all does.</summary>
    /// <param name="options">The options, valid by themselves.</param>
    /// <param name="target">The account, valid by <see cref="AccountTargetValidator"/>.</param>
    /// <param name="partition">The partition of the account.</param>
    public static IReadOnlyList<ParameterFault> Validate(DeploymentOptions options, AccountTarget target, string partition)
        => [.. SelectionFiller.Faults(target, options, partition), .. PrincipalFaults(target, options, partition), .. CentralVaultFaults(target, options, partition)];

    private static IEnumerable<ParameterFault> PrincipalFaults(AccountTarget target, DeploymentOptions options, string partition)
    {
        var faults = ProtectiveStatement.Faults(target, options.ProtectedPrincipals, partition).ToList();
        if (faults.Count == 0 && !options.WithoutOwnRole && ProtectiveStatement.LocksOut(target, options.ProtectedPrincipals, partition))
        {
            faults.Add($"It does not name the role {target.RoleName} that this module works in: with the policy in force, neither Remove-XacntBackupResource nor a change of the policy would work in it. Name it as well, or say with -WithoutOwnRole that this is meant.");
        }

        return faults.Select(static fault => new ParameterFault("ProtectedPrincipal", fault));
    }

    private static IEnumerable<ParameterFault> CentralVaultFaults(AccountTarget target, DeploymentOptions options, string partition)
    {
        if (options.CentralVaultArn?.Split(':') is not { } arn)
        {
            return [];
        }

        string? fault = !string.Equals(arn[1], partition, StringComparison.Ordinal) ? $"is in partition {arn[1]} and the account in {partition}; backups cannot be copied between partitions"
            : string.Equals(arn[4], target.AccountId, StringComparison.Ordinal) ? "is in this account itself. Leave this account out, or copy within it with -CopyRegion"
            : null;
        return fault is null ? [] : [new ParameterFault("CentralVaultArn", $"'{options.CentralVaultArn}' {fault}.")];
    }

    private static void AddNameFaults(List<ParameterFault> faults, DeploymentOptions options)
    {
        if (options.PlanDocument is null && !AccountPatterns.ParameterName.IsMatch(options.PlanParameterName))
        {
            faults.Add(new("PlanParameterName", $"'{options.PlanParameterName}' is not {AccountPatterns.ParameterName.Allowed}."));
        }

        if (!AccountPatterns.RoleName.IsMatch(options.BackupRoleName) && !AccountPatterns.RoleArn.IsMatch(options.BackupRoleName))
        {
            faults.Add(new("BackupRoleName", $"'{options.BackupRoleName}' is not a role. Give its name ({AccountPatterns.RoleName.Allowed}) or {AccountPatterns.RoleArn.Allowed}."));
        }

        if (options.KeyAlias is { } alias && (!AccountPatterns.KeyAlias.IsMatch(alias) || IsAwsAlias(alias)))
        {
            string why = IsAwsAlias(alias) ? "is a key of AWS's own, which copies cannot use" : "is not an alias of a KMS key";
            faults.Add(new("KeyAlias", $"'{alias}' {why}. Give the alias of a customer key: {AccountPatterns.KeyAlias.Allowed}."));
        }

        if (TagRules.KeyFault(options.TagKey) is { } fault)
        {
            faults.Add(new("TagKey", fault));
        }
    }

    private static bool IsAwsAlias(string alias)
        => alias.StartsWith("alias/aws/", StringComparison.Ordinal) || alias.StartsWith("aws/", StringComparison.Ordinal);

    private static void AddSelectionFaults(List<ParameterFault> faults, DeploymentOptions options)
    {
        if (options.ResourceTypes.Count > 0 && options.ResourceArns.Count > 0)
        {
            faults.Add(new("ResourceArn", "Both -ResourceType and -ResourceArn are given. Give one of them; ARN patterns can stand for types."));
        }

        foreach (string type in options.ResourceTypes.Where(type => ResourceTypes.Find(type ?? string.Empty) is null))
        {
            string hint = Spelling.Nearest(type ?? string.Empty, ResourceTypes.Names) is { } meant ? $" Did you mean '{meant}'?" : string.Empty;
            faults.Add(new("ResourceType", $"'{type}' is not a type of resources that AWS Backup knows.{hint} Known are {string.Join(", ", ResourceTypes.Names)}."));
        }

        faults.AddRange(options.ResourceArns.Select(ResourcePattern.Fault).OfType<string>().Select(fault => new ParameterFault("ResourceArn", fault)));
        int wildcards = options.ResourceArns.Count(pattern => pattern is not null && ResourcePattern.HasWildcard(pattern));
        if (wildcards > ResourcePattern.MaximumWithWildcards || options.ResourceArns.Count > ResourcePattern.MaximumArns)
        {
            faults.Add(new("ResourceArn", $"{options.ResourceArns.Count} ARNs are given, {wildcards} of them with wildcards. AWS Backup takes {ResourcePattern.MaximumArns}, and {ResourcePattern.MaximumWithWildcards} with wildcards; select by tag and type instead."));
        }
    }

    private static void AddOverrideFaults(List<ParameterFault> faults, DeploymentOptions options)
    {
        if (options.ScheduleExpression is { } schedule && !CronExpression.TryParse(schedule, out _, out string? fault))
        {
            faults.Add(new("ScheduleExpression", fault));
        }

        if (options.ScheduleExpressionTimezone is { } zone && TimeZoneName.Fault(zone) is { } zoneFault)
        {
            faults.Add(new("ScheduleExpressionTimezone", zoneFault));
        }

        if (PlanRules.DaysFault(options.DeleteAfterDays) is { } daysFault)
        {
            faults.Add(new("DeleteAfterDays", daysFault));
        }
    }

    private static void AddProtectionFaults(List<ParameterFault> faults, DeploymentOptions options)
    {
        if (options is { VaultAccessPolicy: not VaultAccessPolicy.Protect, ProtectedPrincipals.Count: > 0 })
        {
            faults.Add(new("ProtectedPrincipal", "It says whom -VaultAccessPolicy Protect lets through. Give that as well, or leave it out."));
        }

        if (options is { WithoutOwnRole: true, ProtectedPrincipals.Count: 0 })
        {
            faults.Add(new("WithoutOwnRole", "It says that -ProtectedPrincipal leaves out the role that this module works in. Give that as well, or leave it out."));
        }

        if (options.CentralVaultArn is { } central && !AccountPatterns.VaultArn.IsMatch(central))
        {
            faults.Add(new("CentralVaultArn", $"'{central}' is not {AccountPatterns.VaultArn.Allowed}."));
        }

        faults.AddRange(options.ProtectedPrincipals
            .Where(static principal => !AccountPatterns.PrincipalPattern.IsMatch(principal))
            .Select(static principal => new ParameterFault("ProtectedPrincipal", $"'{principal}' is not {AccountPatterns.PrincipalPattern.Allowed}.")));
    }

    private static void AddDocumentFaults(List<ParameterFault> faults, string json, DeploymentOptions options)
    {
        PlanDocument document = PlanDocument.Parse(json);
        var found = new FaultList(document.Faults);
        PlanRules.CheckRelations(PlanOverrides.Apply(document.Plan, options), document.PlanPath, found);
        if (found.ToList() is { Count: > 0 } list)
        {
            faults.Add(new("PlanDocument", new PlanDocumentException(list).Message));
        }
    }
}
