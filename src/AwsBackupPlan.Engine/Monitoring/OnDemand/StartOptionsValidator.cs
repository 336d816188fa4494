using System.Globalization;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>Checks what is to be started before anything is called.</summary>
public static class StartOptionsValidator
{
    private const int LongestDays = 36500;
    private const int ShortestWindow = 60;
    private const int LongestToken = 1000;

    private static readonly char[] Wildcards = ['*', '?', '[', ']'];

    private static readonly TextPattern VaultName = new("[a-zA-Z0-9_-]{2,50}", "2–50 letters (A–Z, a–z), digits, '-' and '_'");

    private static readonly TextPattern DatabaseArn = new("arn:aws(-[a-z]+)*:rds:[a-z0-9-]+:[0-9]{12}:(db|cluster):[A-Za-z0-9-]{1,63}", "the ARN of a database, …:db:NAME or …:cluster:NAME");

    /// <summary>What is wrong with how databases are to be backed up; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(BackupStartOptions options)
    {
        var faults = new List<ParameterFault>();
        AddCommon(faults, options);
        AddTagKey(faults, options.TagKey);
        if (options.BackupVaultName is { } vault && !VaultName.IsMatch(vault))
        {
            faults.Add(new("BackupVaultName", $"'{vault}' is not the name of a backup vault: it has {VaultName.Allowed}."));
        }

        if (options.RetentionDays is { } days and not -1 && (days < 1 || days > LongestDays))
        {
            faults.Add(new("RetentionDays", $"{days} days are not possible: 1 to {LongestDays} are, and -1 for ever."));
        }

        AddWindows(faults, options);
        return faults;
    }

    /// <summary>What is wrong with how recovery points are to be copied; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(CopyStartOptions options)
    {
        var faults = new List<ParameterFault>();
        AddCommon(faults, options);
        AddTagKey(faults, options.TagKey);
        if (options.DestinationVaultArn is { } arn && !AccountPatterns.VaultArn.IsMatch(arn))
        {
            faults.Add(new("DestinationVaultArn", $"'{arn}' is not {AccountPatterns.VaultArn.Allowed}."));
        }

        if (options.RetentionDays is < 1 or > LongestDays)
        {
            faults.Add(new("RetentionDays", $"{options.RetentionDays} days are not possible: 1 to {LongestDays} are. Without it a copy is kept as long as its source."));
        }

        return faults;
    }

    /// <summary>What is wrong with how recovery points are to be restored; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(RestoreStartOptions options)
    {
        var faults = new List<ParameterFault>();
        AddCommon(faults, options);
        AddMetadata(faults, options.Metadata);
        if (options.DBInstanceClass is { } instanceClass && !instanceClass.StartsWith("db.", StringComparison.Ordinal))
        {
            faults.Add(new("DBInstanceClass", $"'{instanceClass}' is no class of databases: they begin with 'db.', such as db.r6g.large."));
        }

        foreach (var group in options.VpcSecurityGroupIds.Where(static group => !group.StartsWith("sg-", StringComparison.Ordinal)))
        {
            faults.Add(new("VpcSecurityGroupId", $"'{group}' is not the id of a security group, such as sg-0123456789abcdef0."));
        }

        return faults;
    }

    /// <summary>What is wrong with databases of an account that are to be backed up, all of its backup set where none is named; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(AccountTarget target, IReadOnlyList<string> databases, BackupStartOptions options)
    {
        var faults = new List<ParameterFault>();
        if (!IsOneSet(target))
        {
            AddWithoutSet(faults, databases, options);
        }

        faults.AddRange(databases.Select(name => DatabaseFault(target, name)).OfType<string>().Select(static fault => new ParameterFault("ResourceArn", fault)));
        return faults;
    }

    /// <summary>What is wrong with a recovery point of an account; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(AccountTarget target, NamedPoint point)
    {
        var faults = new List<ParameterFault>();
        if (PlaceFault(target, "RecoveryPointArn", point.RecoveryPointArn) is { } place)
        {
            faults.Add(place);
        }

        if (!VaultName.IsMatch(point.VaultName))
        {
            faults.Add(new("BackupVaultName", point.VaultName.Length == 0
                ? "It is empty. Name the vault that the recovery point is in, or the ABS name that it is called after; what Get-XacntRecoveryPoint writes has it."
                : $"'{point.VaultName}' is not the name of a backup vault: it has {VaultName.Allowed}."));
        }

        return faults;
    }

    /// <summary>What is wrong with where a recovery point is to be copied; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(AccountTarget target, CopyStartOptions options) => options.DestinationVaultArn is null && !IsOneSet(target)
        ? [new ParameterFault("DestinationVaultArn", "Its vault is not one of a backup set, which would say where copies go. Name the vault to copy to, or the ABS name with -AbsName.")]
        : [];

    /// <summary>What is wrong with what a recovery point is to be restored as; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(NamedPoint point, RestoreStartOptions options)
    {
        if (point.Identifier is { } identifier)
        {
            return RdsIdentifier.Fault(identifier) is { } fault ? [new ParameterFault("DBInstanceIdentifier", fault)] : [];
        }

        return options.Metadata.Keys.Any(static name => name.ToUpperInvariant() is "DBINSTANCEIDENTIFIER" or "DBCLUSTERIDENTIFIER")
            ? []
            : [new ParameterFault("DBInstanceIdentifier", "It is empty. Name the database that is made: a restore never writes over one that is there.")];
    }

    /// <summary>Whether an ABS name is that of one backup set.</summary>
    public static bool IsOneSet(AccountTarget target) => AbsNamePattern.Parse(target.AbsName).IsLiteral;

    private static void AddWithoutSet(List<ParameterFault> faults, IReadOnlyList<string> databases, BackupStartOptions options)
    {
        if (databases.Count == 0)
        {
            faults.Add(new("AbsName", "No database is named, and no ABS name, whose plan would say which are meant. Name databases with -ResourceArn, or the backup set with -AbsName."));
            return;
        }

        if (options.BackupVaultName is null)
        {
            faults.Add(new("BackupVaultName", "No backup set is named, whose vault would be taken. Name the vault, or the ABS name with -AbsName."));
        }

        if (options.RetentionDays is null)
        {
            faults.Add(new("RetentionDays", "No backup set is named, whose plan would say how long its backups are kept. Say it: 1 to 36500 days, or -1 for ever."));
        }
    }

    private static void AddMetadata(List<ParameterFault> faults, IReadOnlyDictionary<string, object?> metadata)
    {
        faults.AddRange(metadata.Keys.Select(RestoreNames.Fault).OfType<string>().Select(static fault => new ParameterFault("Metadata", fault)));
        faults.AddRange(metadata.Select(static pair => RestoreMetadata.Fault(pair.Key, pair.Value)).OfType<string>().Select(static fault => new ParameterFault("Metadata", fault)));
        foreach (var twice in metadata.Keys.GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).Where(static names => names.Count() > 1))
        {
            faults.Add(new("Metadata", $"{twice.Key} is there more than once. Give it once."));
        }
    }

    private static string? DatabaseFault(AccountTarget target, string name)
    {
        if (name.IndexOfAny(Wildcards) >= 0)
        {
            return $"'{name}' has a wildcard, and databases are named one by one here. Have those that fit piped in: Get-XacntProtectedResource -ResourceArn '{name}' | Start-XacntBackupJob.";
        }

        if (!name.StartsWith("arn:", StringComparison.Ordinal))
        {
            return RdsIdentifier.Fault(name);
        }

        return DatabaseArn.IsMatch(name) ? PlaceFault(target, "ResourceArn", name)?.Message : $"'{name}' is not {DatabaseArn.Allowed}. Only databases are backed up here.";
    }

    // Some ARNs, such as those of snapshots of volumes, have no account in them.
    private static ParameterFault? PlaceFault(AccountTarget target, string parameter, string arn)
    {
        if (arn.Length == 0)
        {
            return new(parameter, "It is empty. Pipe in what Get-XacntRecoveryPoint writes, or name the ARN.");
        }

        var parts = arn.Split(':');
        if (parts.Length < 6 || parts[0] is not "arn")
        {
            return new(parameter, $"'{arn}' is not an ARN.");
        }

        return parts[3].Length > 0 && !string.Equals(parts[3], target.Region, StringComparison.Ordinal) ? new(parameter, $"'{arn}' is in {parts[3]}, and the Region of this account's work is {target.Region}. Name its Region with -Region.")
            : parts[4].Length > 0 && !string.Equals(parts[4], target.AccountId, StringComparison.Ordinal) ? new(parameter, $"'{arn}' is in account {parts[4]}, and not in {target.AccountId}.")
            : null;
    }

    private static void AddCommon(List<ParameterFault> faults, JobStartOptions options)
    {
        if (!AccountPatterns.RoleName.IsMatch(options.BackupRoleName) && !AccountPatterns.RoleArn.IsMatch(options.BackupRoleName))
        {
            faults.Add(new("BackupRoleName", $"'{options.BackupRoleName}' is not a role. Give its name ({AccountPatterns.RoleName.Allowed}) or {AccountPatterns.RoleArn.Allowed}."));
        }

        if (options.IdempotencyToken is { } token && (string.IsNullOrWhiteSpace(token) || token.Length > LongestToken))
        {
            faults.Add(new("IdempotencyToken", $"It is empty, or has more than {LongestToken} characters. Any other text will do, such as a ticket's number."));
        }
    }

    private static void AddTagKey(List<ParameterFault> faults, string tagKey)
    {
        if (TagRules.KeyFault(tagKey) is { } fault)
        {
            faults.Add(new("TagKey", fault));
        }
    }

    private static void AddWindows(List<ParameterFault> faults, BackupStartOptions options)
    {
        if (options.StartWindowMinutes is < ShortestWindow)
        {
            faults.Add(new("StartWindowMinutes", $"{options.StartWindowMinutes} minutes are not possible: {ShortestWindow} or more are."));
            return;
        }

        var start = options.StartWindowMinutes ?? PlanRules.DefaultStartWindowMinutes;
        var complete = options.CompleteWindowMinutes ?? PlanRules.DefaultCompletionWindowMinutes;
        if (complete < start + ShortestWindow)
        {
            faults.Add(new("CompleteWindowMinutes", $"The completion window ({complete.ToString(CultureInfo.InvariantCulture)} minutes) must be at least {ShortestWindow} minutes longer than the start window ({start.ToString(CultureInfo.InvariantCulture)}{(options.StartWindowMinutes is null ? ", AWS Backup's default" : string.Empty)}): {(start + ShortestWindow).ToString(CultureInfo.InvariantCulture)} or more."));
        }
    }
}
