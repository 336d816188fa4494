using System.Text.RegularExpressions;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>What to do about a job that did not complete, where its cause is a common one.</summary>
public static class JobAdvice
{
    // Only what an ARN of a key is made of: it goes into a command to paste.
    private static readonly Regex Key = new("arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    // The first that fits counts: what is particular stands before what is general. Services word the same in more than one way.
    private static readonly (string[] Says, Func<BackupJobType, string, string?, string?> Remedy)[] Causes =
    [
        (
            ["encrypted with the aws managed", "default key cannot be shared"],
            static (type, _, _) => $"What is encrypted with a key of AWS itself, such as aws/rds, cannot go to another account. Copy a snapshot of the database with a customer key, restore the database from that, and back up the new one. {Again(type)}"),
        (
            ["encrypted with the default backup service"],
            static (type, _, _) => $"The destination vault has AWS Backup's default key, and a vault keeps its key: make one with a customer key, as New-XacntBackupPlan does in every copy Region (-KeyAlias), and copy into that. {Again(type)}"),
        (
            ["kms key", "kmskey", "given key id", "kms:", "aws kms"],
            static (type, message, _) => $"See the state of the key: {KeyCommand(message)}. A Disabled one is enabled with 'aws kms enable-key', one that is PendingDeletion first saved with 'aws kms cancel-key-deletion'. If it is Enabled, its key policy has to let the role that AWS Backup uses (RoleArn) use it (kms:DescribeKey, CreateGrant, Decrypt, GenerateDataKey). {Again(type)}"),
        (
            ["member of the same organization"],
            static (_, _, _) => "Copies go only between accounts of one AWS Organization: take the other account into it, or choose a vault in an account that belongs to it."),
        (
            ["cross-account copy feature is not enabled"],
            static (type, _, _) => $"In the management account run 'aws backup update-global-settings --global-settings isCrossAccountBackupEnabled=true'. {Again(type)}"),
        (
            ["access denied trying to call aws backup", "copyintobackupvault"],
            static (type, _, _) => $"The access policy of the destination vault has to allow this account backup:CopyIntoBackupVault: New-XacntBackupPlan -CentralVaultArn with the ARN of that vault checks it and prints the policy to paste. {Again(type)}"),
        (
            ["cannot be assumed by aws backup"],
            static (type, _, _) => $"The trust policy of the role that AWS Backup uses (RoleArn) has to let backup.amazonaws.com assume it; see docs/permissions.md. {Again(type)}"),
        (
            ["running job for the same resource"],
            static (_, _, _) => "AWS Backup runs one backup of a database at a time, and the one that ran is as new as this would have been: Get-XacntBackupJob -State RUNNING shows it, and Wait-XacntBackupJob waits for it. Plans whose runs meet need other times (-ScheduleExpression)."),
        (
            ["too many copy jobs", "cannot copy more than", "in-progress", "in progress cross", "concurrent"],
            static (type, _, _) => $"AWS runs only so many at a time. Get-XacntBackupJob -State RUNNING shows them; give databases different times, or have the quota raised (Service Quotas). {Again(type)}"),
        (
            ["snapshotquota", "cannot create more than", "quota", "limit exceeded", "limitexceeded"],
            static (type, _, _) => $"A quota of the account is used up: delete snapshots that are no longer needed, or have it raised (Service Quotas). {Again(type)}"),
        (
            ["retention specified in the job", "vault lock", "lifecycle is outside"],
            static (type, _, _) => $"The lock of the vault does not take that retention: Get-XacntBackupPlan shows its limits (Vaults). Set the retention within them with New-XacntBackupPlan -DeleteAfterDays, or the limits with Set-XacntVaultLock. {Again(type)}"),
        (
            ["weekly maintenance window"],
            static (type, _, _) => $"A backup cannot begin within an hour before the database's maintenance window, or in it. Move the plan's time with New-XacntBackupPlan -ScheduleExpression, or the window with 'aws rds modify-db-instance --preferred-maintenance-window'. {Again(type)}"),
        (
            ["automated backup window", "automatic backup window"],
            static (type, _, _) => $"A backup cannot begin within an hour before the window of RDS's own backups, or in it. Move the plan's time with New-XacntBackupPlan -ScheduleExpression, or the window with 'aws rds modify-db-instance --preferred-backup-window'. {Again(type)}"),
        (
            ["available state", "instance is not in state", "invaliddbinstancestate", "invaliddbclusterstate"],
            static (type, _, _) => $"The database has to be available: see its status with 'aws rds describe-db-instances' or 'aws rds describe-db-clusters', and start it if it is stopped. {Again(type)}"),
        (
            ["already exists", "alreadyexists"],
            static (type, _, _) => type != BackupJobType.Restore ? null : "A restore never goes over a database that is there: Start-XacntRestoreJob -DBInstanceIdentifier takes another name."),
        (
            ["dbinstancenotfound", "dbinstance not found", "dbclusternotfound", "dbcluster not found"],
            static (_, _, _) => "The database has gone. If that is meant, there is nothing to do: what was backed up stays until it expires (Get-XacntRecoveryPoint). If it has another name now, Get-XacntProtectedResource tells whether a plan takes it."),
        (
            ["option group"],
            static (type, _, _) => $"The database's options are not in that Region: make an option group with them there ('aws rds create-option-group', 'aws rds add-option-to-option-group'), since AWS copies none. {Again(type)}"),
        (
            ["opt-in", "opted in", "opt in", "not enabled for resource type"],
            static (type, _, arn) => $"AWS Backup is switched off for this kind of database in the Region; Get-XacntProtectedResource -Status OptInOff names all that it concerns. {Again(type)} {TypeSwitch.Remedy(arn, [.. TypeSwitch.Types])}"),
        (
            ["feature is not supported"],
            static (_, _, _) => "AWS cannot copy this kind of database so. One to another Region and another account goes in two steps, first the one and then the other (Start-XacntCopyJob); snapshots of Multi-AZ DB clusters cannot be copied at all."),
        (
            ["cannot be restored to a time", "invalidrestorefault"],
            static (_, _, _) => "Choose a time within the continuous backup's window, which ends some minutes ago: Get-XacntProtectedResource tells its latest, and Start-XacntRestoreJob -PointInTime takes it."),
        (
            ["not authorized", "does not have permission", "access denied", "accessdenied", "missing permission", "insufficient privileges", "sufficient permissions", "unauthorizedoperation"],
            static (type, _, _) => $"The role that AWS Backup uses (RoleArn) lacks a permission: attach AWS's managed policy {(type == BackupJobType.Restore ? "AWSBackupServiceRolePolicyForRestores" : "AWSBackupServiceRolePolicyForBackup")} to it, and see whether a service control policy or a permissions boundary denies it; docs/permissions.md has more. {Again(type)}"),
        (
            ["cannot find recovery point", "recovery point & not exist"],
            static (_, _, _) => "The recovery point has expired or was deleted: Get-XacntRecoveryPoint lists those that are there."),
        (
            ["backup vault & not exist"],
            static (type, _, _) => $"See whether the vault is there: Get-XacntBackupPlan shows those of the backup set, and New-XacntBackupPlan makes those that are missing. {Again(type)}"),
        (
            ["expired before completion", "within its start window"],
            static (type, _, _) => Expired(type)),
        (
            ["internal error", "internal failure", "fatal error", "token expired"],
            static (type, _, _) => $"This is a fault of AWS that passes. {Again(type)} If it comes again, AWS Support can tell more by the id of the job."),
    ];

    // What AWS says that has a remedy of its own also where the vault is in another account.
    private static readonly string[] OfAccounts =
    [
        "encrypted with the aws managed", "default key cannot be shared", "encrypted with the default backup service", "member of the same organization", "cross-account copy feature is not enabled",
        "too many copy jobs", "cannot copy more than", "in-progress", "concurrent", "quota", "retention specified in the job", "option group", "feature is not supported", "cannot find recovery point",
        "recovery point & not exist", "cannot be assumed by aws backup", "internal error", "internal failure", "fatal error",
    ];

    /// <summary>The remedy for what AWS says; <see langword="null"/> for a job that goes well, or whose cause is not known.</summary>
    /// <param name="type">The kind of job.</param>
    /// <param name="state">How it stands.</param>
    /// <param name="message">What AWS says.</param>
    /// <param name="resourceArn">The database, where it is known: its account and Region are named then.</param>
    public static string? Of(BackupJobType type, string? state, string? message, string? resourceArn = null)
    {
        if (state is not ("FAILED" or "EXPIRED" or "ABORTED" or "PARTIAL"))
        {
            return null;
        }

        var says = message ?? string.Empty;
        return Array.Find(Causes, cause => Array.Exists(cause.Says, words => Has(says, words))).Remedy?.Invoke(type, says, resourceArn) ?? OfState(type, state);
    }

    /// <summary>The remedy for a copy that goes to another account: most of what can stand in its way is there.</summary>
    public static string? OfCopy(string? state, string? message, string accountId, string? destinationVaultArn)
    {
        if (state is not ("FAILED" or "EXPIRED" or "ABORTED" or "PARTIAL") || destinationVaultArn?.Split(':') is not { Length: 7 } arn || string.Equals(arn[4], accountId, StringComparison.Ordinal))
        {
            return Of(BackupJobType.Copy, state, message);
        }

        var says = message ?? string.Empty;
        var key = Key.IsMatch(says) ? $" ({KeyCommand(says)})" : string.Empty;
        var there = $"The vault {arn[6]} is in account {arn[4]}, {arn[3]}. See in that account that the vault is there; that its access policy lets account {accountId} do backup:CopyIntoBackupVault (New-XacntBackupPlan -CentralVaultArn checks it and prints the policy to paste); "
            + $"that its key{key} is a customer key, is enabled, and has a policy that lets account {accountId} use it; and that the organization lets backups go to other accounts ('aws backup update-global-settings --global-settings isCrossAccountBackupEnabled=true' in the management account). {Again(BackupJobType.Copy)}";
        // Those are about the accounts already.
        return Array.Exists(OfAccounts, words => Has(says, words)) || state is not "FAILED" ? Of(BackupJobType.Copy, state, message) : there;
    }

    private static bool Has(string says, string words) => Array.TrueForAll(words.Split('&'), part => says.Contains(part.Trim(), StringComparison.OrdinalIgnoreCase));

    private static string? OfState(BackupJobType type, string state) => state switch
    {
        "EXPIRED" => Expired(type),
        "ABORTED" => $"Somebody stopped it. {Again(type)}",
        _ => null,
    };

    private static string Expired(BackupJobType type) =>
        $"It did not begin within its start window, or did not end within its completion window. Make them longer in the plan document (StartWindowMinutes, CompletionWindowMinutes), and see whether other jobs of the database were in the way: Get-XacntBackupJob -ResourceArn. {Again(type)}";

    private static string Again(BackupJobType type) => type switch
    {
        BackupJobType.Backup => "Start-XacntBackupJob makes the backup without waiting for the plan.",
        BackupJobType.Copy => "Start-XacntCopyJob copies the recovery point without waiting for the plan.",
        _ => "After that run Start-XacntRestoreJob again.",
    };

    private static string KeyCommand(string message) => Key.Match(message) is { Success: true, Value: var arn }
        ? $"'aws kms describe-key --key-id {arn} --region {arn.Split(':')[3]}'"
        : "'aws kms describe-key' with the key of the vault or the database";
}
