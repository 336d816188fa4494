using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Monitoring.Notifications;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Onboarding;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Engine.Accounts.Sessions;

/// <summary>What a piece of work needs to be allowed, and the session policy that allows nothing else.</summary>
internal sealed class SessionScope
{
    // A name can be longer than what a policy has room for: its beginning then stands for it.
    private const int LongestResource = 300;

    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] PlanReads = ["backup:ListBackupPlans", "backup:GetBackupPlan", "backup:ListBackupSelections", "backup:GetBackupSelection", "backup:ListTags", "backup:ListBackupVaults"];
    private static readonly string[] SetReads = [.. PlanReads, "kms:DescribeKey"];
    private static readonly string[] RemovalReads = [.. SetReads, "backup:GetBackupVaultAccessPolicy", "backup:ListRecoveryPointsByBackupVault", "backup:ListBackupJobs", "backup:ListCopyJobs", "backup:ListLegalHolds", "backup:GetLegalHold"];

    private static readonly string[] DeploymentWrites =
    [
        "backup:CreateBackupVault", "backup:CreateBackupPlan", "backup:UpdateBackupPlan", "backup:CreateBackupSelection", "backup:DeleteBackupSelection", "backup:TagResource",
    ];

    private static readonly string[] RemovalWrites = ["backup:TagResource", "backup:DeleteBackupSelection", "backup:DeleteBackupPlan", "backup:DeleteRecoveryPoint", "backup:DeleteBackupVault"];

    private static readonly string[] PointReads = [.. PlanReads, "backup:ListRecoveryPointsByBackupVault", "backup:ListLegalHolds", "backup:GetLegalHold"];

    private static readonly string[] ProtectionReads =
    [
        .. PlanReads, "backup:DescribeRegionSettings", "backup:ListRecoveryPointsByBackupVault", "backup:ListRecoveryPointsByResource", "backup:ListProtectedResources", "backup:ListBackupJobs", "backup:ListCopyJobs",
        "rds:DescribeDBInstances", "rds:DescribeDBClusters",
    ];

    private static readonly string[] ComplianceReads =
    [
        .. ProtectionReads, "kms:DescribeKey", "backup:GetBackupVaultAccessPolicy", "backup:ListRestoreJobs",
    ];

    private static readonly string[] JobReads =
    [
        "backup:ListBackupPlans", "backup:GetBackupPlan", "backup:ListBackupVaults", "backup:ListBackupJobs", "backup:ListCopyJobs", "backup:ListRestoreJobs",
    ];

    private static readonly string[] AuditReads =
        ["backup:ListFrameworks", "backup:DescribeFramework", "backup:ListReportPlans", "backup:DescribeReportPlan", "backup:ListReportJobs", "backup:ListTags", "config:DescribeConfigurationRecorderStatus"];

    private static readonly string[] ReportReads = ["backup:ListReportPlans", "backup:ListReportJobs", "backup:DescribeReportJob", "backup:ListTags", "s3:GetObject"];

    // The two that use a key only ask whether they would be allowed.
    private static readonly string[] TestReads =
    [
        .. SetReads, "backup:ListBackupPlanVersions", "backup:DescribeRegionSettings", "backup:GetBackupVaultAccessPolicy", "backup:ListRecoveryPointsByBackupVault", "backup:ListBackupJobs", "backup:ListCopyJobs",
        "backup:ListRestoreJobs", "backup:ListProtectedResources", "backup:ListLegalHolds", "rds:DescribeDBInstances", "rds:DescribeDBClusters",
        "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:GenerateDataKey", "kms:CreateGrant",
    ];

    private static readonly string[] SetupReads = ["backup:ListBackupVaults", "kms:DescribeKey", "kms:ListKeys", "kms:ListResourceTags", "kms:GetKeyRotationStatus"];
    private static readonly string[] OptInReads = ["backup:DescribeRegionSettings"];
    private static readonly string[] OverwritingReads = ["ssm:DescribeParameters"];
    private static readonly string[] SetupWrites = ["kms:CreateKey", "kms:EnableKeyRotation", "kms:ReplicateKey", "kms:CreateAlias", "ssm:PutParameter"];

    private readonly string[] _reads;
    private readonly string[] _writes;
    private readonly DeploymentOptions? _options;
    private readonly string? _vaultArn;

    // Whether plans and vaults of any name are meant.
    private bool IsOfAnySet { get; init; }

    // Of jobs on demand: the role that AWS Backup is given. They are about vaults of any name.
    private readonly string? _jobRole;

    // Whether frameworks and report plans are meant, and no plans and vaults.
    private bool IsOfAudit { get; init; }

    // Whether their tags are read beside those of plans and vaults.
    private bool IsOfAuditToo { get; init; }

    // Whether keys, aliases and the parameter are made.
    private bool IsOfSetup { get; init; }

    private SessionScope(string[] reads, string[] writes, DeploymentOptions? options = null, string? vaultArn = null)
    {
        _vaultArn = vaultArn;
        (_reads, _writes, _options) = (options is { PlanDocument: null } ? [.. reads, "ssm:GetParameter"] : reads, writes, options);
    }

    private SessionScope(string[] reads, string[] writes, JobStartOptions options)
        : this(reads, writes) => _jobRole = options.BackupRoleName;

    /// <summary>Reading plans.</summary>
    public static SessionScope Listing { get; } = new(PlanReads, []);

    /// <summary>Reading recovery points, of vaults of any name.</summary>
    public static SessionScope RecoveryPoints { get; } = new(PointReads, []) { IsOfAnySet = true };

    /// <summary>Reading databases and how they are protected, by plans and vaults of any name.</summary>
    public static SessionScope Protection { get; } = new(ProtectionReads, []) { IsOfAnySet = true };

    /// <summary>Reading what the controls judge, by plans and vaults of any name, and what Audit Manager reports of it.</summary>
    public static SessionScope Compliance(DeploymentOptions options, ComplianceSource source) => source switch
    {
        ComplianceSource.AuditManager => new([.. ReportReads, "backup:ListFrameworks"], []) { IsOfAudit = true },
        ComplianceSource.Both => new([.. ComplianceReads, .. ReportReads, "backup:ListFrameworks"], [], options) { IsOfAnySet = true, IsOfAuditToo = true },
        _ => new(ComplianceReads, [], options) { IsOfAnySet = true },
    };

    /// <summary>Reading jobs, of vaults of any name.</summary>
    public static SessionScope Jobs { get; } = new(JobReads, []);

    /// <summary>Waiting for jobs.</summary>
    public static SessionScope Waiting { get; } = new(["backup:DescribeBackupJob", "backup:DescribeCopyJob", "backup:DescribeRestoreJob"], []);

    /// <summary>Reading frameworks and report plans.</summary>
    public static SessionScope AuditListing { get; } = new(AuditReads, []) { IsOfAudit = true };

    /// <summary>Bringing frameworks and report plans to what is wanted.</summary>
    public static SessionScope Audit { get; } =
        new(AuditReads, ["backup:CreateFramework", "backup:UpdateFramework", "backup:CreateReportPlan", "backup:UpdateReportPlan", "backup:DeleteReportPlan"]) { IsOfAudit = true };

    /// <summary>Deleting frameworks and report plans.</summary>
    public static SessionScope AuditRemoval { get; } = new(AuditReads, ["backup:DeleteFramework", "backup:DeleteReportPlan"]) { IsOfAudit = true };

    /// <summary>Having reports made, and reading them.</summary>
    public static SessionScope AuditReports { get; } = new(ReportReads, ["backup:StartReportJob"]) { IsOfAudit = true };

    /// <summary>Taking a backup set down.</summary>
    public static SessionScope Removal(TeardownOptions options) =>
        new(RemovalReads, options.ContinuousBackup == ContinuousBackupRemoval.Disassociate ? [.. RemovalWrites, "backup:DisassociateRecoveryPoint"] : RemovalWrites);

    /// <summary>Locking vaults, or unlocking them.</summary>
    public static SessionScope Locking(VaultLockOptions options) => new(PlanReads, [options.Remove ? "backup:DeleteBackupVaultLockConfiguration" : "backup:PutBackupVaultLockConfiguration"]);

    /// <summary>Setting what vaults send, or taking it off.</summary>
    public static SessionScope Notifying(NotificationOptions options) =>
        new([.. PlanReads, "backup:GetBackupVaultNotifications"], [options.Remove ? "backup:DeleteBackupVaultNotifications" : "backup:PutBackupVaultNotifications"]);

    /// <summary>Backing up on demand.</summary>
    public static SessionScope StartingBackups(BackupStartOptions options, bool readsPlan) => new(
        [.. readsPlan ? PlanReads : ["backup:ListBackupVaults"], "backup:DescribeRegionSettings", "rds:DescribeDBInstances", "rds:DescribeDBClusters", "backup:DescribeBackupJob"],
        ["backup:StartBackupJob"],
        options);

    /// <summary>Copying on demand.</summary>
    public static SessionScope StartingCopies(CopyStartOptions options, bool readsPlan) => new(
        [.. readsPlan ? PlanReads : ["backup:ListBackupVaults"], "kms:DescribeKey", "backup:DescribeRecoveryPoint", "backup:DescribeCopyJob"], ["backup:StartCopyJob"], options);

    /// <summary>Restoring on demand.</summary>
    public static SessionScope StartingRestores(RestoreStartOptions options) => new(
        ["backup:ListBackupVaults", "backup:DescribeRecoveryPoint", "backup:GetRecoveryPointRestoreMetadata", "rds:DescribeDBInstances", "rds:DescribeDBClusters", "backup:DescribeRestoreJob"],
        ["backup:StartRestoreJob"],
        options);

    /// <summary>Checking an account.</summary>
    public static SessionScope Testing(DeploymentOptions options) => new(TestReads, [], options);

    /// <summary>Giving an account its keys, aliases and plan parameter, and switching types on.</summary>
    public static SessionScope Setup(SetupOptions options) => new(
        [.. SetupReads, .. options.OptIn ? OptInReads : [], .. options.OverwritePlan ? OverwritingReads : []],
        options.OptIn ? [.. SetupWrites, "backup:UpdateRegionSettings"] : SetupWrites,
        new DeploymentOptions { PlanParameterName = options.PlanParameterName })
    {
        IsOfSetup = true,
    };

    /// <summary>Reading the access policy and the lock of a vault of another account.</summary>
    public static SessionScope CentralVault(string vaultArn) => new(["backup:GetBackupVaultAccessPolicy", "backup:DescribeBackupVault"], [], vaultArn: vaultArn);

    /// <summary>Telling what a deployment would change.</summary>
    public static SessionScope Comparison(DeploymentOptions options) => new(WithPolicies(SetReads, "backup:GetBackupVaultAccessPolicy", options), [], options);

    /// <summary>Bringing a backup set to its desired state.</summary>
    public static SessionScope Deployment(DeploymentOptions options) =>
        new(options.Preflight ? [.. SetReads.Union(TestReads, StringComparer.Ordinal)] : WithPolicies(SetReads, "backup:GetBackupVaultAccessPolicy", options), WithPolicies(DeploymentWrites, "backup:PutBackupVaultAccessPolicy", options), options);

    /// <summary>What each cmdlet does, with every option that needs more. <see cref="Setup(SetupOptions)"/> stands by itself: <see cref="Permissions.Setup"/> allows it.</summary>
    public static IReadOnlyList<(string Cmdlet, SessionScope Scope)> OfCmdlets { get; } =
    [
        ("New-XacntBackupPlan", Deployment(new DeploymentOptions { VaultAccessPolicy = VaultAccessPolicy.Protect })),
        ("New-XacntBackupPlan", Deployment(new DeploymentOptions { Preflight = true })),
        ("New-XacntBackupPlan", CentralVault("*")),
        ("Compare-XacntBackupPlan", Comparison(new DeploymentOptions { VaultAccessPolicy = VaultAccessPolicy.Protect })),
        ("Compare-XacntBackupPlan", CentralVault("*")),
        ("Get-XacntBackupPlan", Listing),
        ("Test-XacntBackupAccount", Testing(new DeploymentOptions())),
        ("Remove-XacntBackupResource", Removal(new TeardownOptions { ContinuousBackup = ContinuousBackupRemoval.Disassociate })),
        ("Set-XacntVaultLock", Locking(new VaultLockOptions())),
        ("Set-XacntVaultLock", Locking(new VaultLockOptions { Remove = true })),
        ("Get-XacntProtectedResource", Protection),
        ("Get-XacntRecoveryPoint", RecoveryPoints),
        ("Get-XacntBackupJob", Jobs),
        ("Wait-XacntBackupJob", Waiting),
        ("Start-XacntBackupJob", StartingBackups(new BackupStartOptions(), readsPlan: true)),
        ("Start-XacntCopyJob", StartingCopies(new CopyStartOptions(), readsPlan: true)),
        ("Start-XacntRestoreJob", StartingRestores(new RestoreStartOptions())),
        ("Set-XacntBackupNotification", Notifying(new NotificationOptions())),
        ("Set-XacntBackupNotification", Notifying(new NotificationOptions { Remove = true })),
        ("Get-BackupComplianceReport", Compliance(new DeploymentOptions(), ComplianceSource.Both)),
        ("New-XacntBackupAudit", Audit),
        ("Get-XacntBackupAudit", AuditListing),
        ("Remove-XacntBackupAudit", AuditRemoval),
        ("Start-XacntAuditReport", AuditReports),
    ];

    /// <summary>All actions that it needs, those included that never show as calls.</summary>
    public IReadOnlyList<string> Actions => [.. _reads.Concat(_writes).SelectMany(static action => (IEnumerable<string>)[action, .. Permissions.Beside(action)]).Distinct(StringComparer.Ordinal)];

    private static string[] WithPolicies(string[] actions, string action, DeploymentOptions options) => options.VaultAccessPolicy == VaultAccessPolicy.Protect ? [.. actions, action] : actions;

    /// <summary>The session policy for one account.</summary>
    /// <param name="target">The account and the backup set.</param>
    /// <param name="partition">The partition of the account.</param>
    /// <param name="onlyReads">Whether nothing is to be written.</param>
    public string Policy(AccountTarget target, string partition, bool onlyReads)
    {
        string[] calls = onlyReads ? _reads : [.. _reads, .. _writes];
        var statements = calls.Concat(calls.SelectMany(Permissions.Beside)).Distinct(StringComparer.Ordinal)
            .GroupBy(action => string.Join("\n", Resources(action, target, partition)), StringComparer.Ordinal);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Unescaped))
        {
            json.WriteStartObject();
            json.WriteString("Version", "2012-10-17");
            json.WriteStartArray("Statement");
            foreach (var statement in statements)
            {
                json.WriteStartObject();
                json.WriteString("Effect", "Allow");
                WriteList(json, "Action", statement);
                WriteList(json, "Resource", statement.Key.Split('\n'));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private string[] Resources(string action, AccountTarget target, string partition)
    {
        var inAccount = $"{target.AccountId}:";
        return action switch
        {
            _ when _vaultArn is not null => [_vaultArn],
            "iam:CreateServiceLinkedRole" when IsOfAudit => [$"arn:{partition}:iam::{inAccount}role/aws-service-role/reports.backup.amazonaws.com/*"],
            // Which bucket it is only the report plan says.
            "s3:GetObject" => [$"arn:{partition}:s3:::*"],
            // Their ARNs end with ids that are known when they are there.
            _ when IsOfAudit => action is "backup:ListTags" or "backup:TagResource" || NamesOne(action) ? [$"arn:{partition}:backup:*:{inAccount}framework:*", $"arn:{partition}:backup:*:{inAccount}report-plan:*"] : ["*"],
            "backup:ListTags" when IsOfAuditToo => [.. OfSet(target, $"arn:{partition}:backup:*:{inAccount}"), $"arn:{partition}:backup:*:{inAccount}framework:*", $"arn:{partition}:backup:*:{inAccount}report-plan:*"],
            "iam:PassRole" => [Fitted(RoleArn.For(_jobRole ?? _options!.BackupRoleName, target.AccountId, partition))],
            "iam:CreateServiceLinkedRole" when IsOfSetup => [$"arn:{partition}:iam::{inAccount}role/aws-service-role/mrk.kms.amazonaws.com/*"],
            // They are of no key, or of one that is not there yet.
            "kms:CreateKey" or "kms:ListKeys" => ["*"],
            "kms:CreateAlias" => [$"arn:{partition}:kms:*:{inAccount}key/*", $"arn:{partition}:kms:*:{inAccount}alias/*"],
            "ssm:GetParameter" or "ssm:PutParameter" or "ssm:AddTagsToResource" => [Fitted(ParameterArn(target, partition))],
            // A shared parameter is encrypted with a key of its own account.
            "kms:Decrypt" when _options is { PlanDocument: null } && ParameterArn(target, partition).Split(':')[4] is var owner && !string.Equals(owner, target.AccountId, StringComparison.Ordinal) =>
                [$"arn:{partition}:kms:*:{inAccount}key/*", $"arn:{partition}:kms:*:{owner}:key/*"],
            _ when action.StartsWith("kms:", StringComparison.Ordinal) => [$"arn:{partition}:kms:*:{inAccount}key/*"],
            "backup:GetBackupPlan" or "backup:UpdateBackupPlan" or "backup:DeleteBackupPlan" or "backup:CreateBackupPlan"
                or "backup:ListBackupSelections" or "backup:GetBackupSelection" or "backup:CreateBackupSelection" or "backup:DeleteBackupSelection"
                or "backup:ListBackupPlanVersions" or "backup:CreateBackupVault" or "backup:DeleteBackupVault" or "backup:ListRecoveryPointsByBackupVault" or "backup:ListTags" or "backup:TagResource"
                or "backup:GetBackupVaultAccessPolicy" or "backup:PutBackupVaultAccessPolicy" or "backup:PutBackupVaultLockConfiguration" or "backup:DeleteBackupVaultLockConfiguration"
                or "backup:GetBackupVaultNotifications" or "backup:PutBackupVaultNotifications" or "backup:DeleteBackupVaultNotifications" or "backup:StartBackupJob" =>
                [.. OfSet(target, $"arn:{partition}:backup:*:{inAccount}")],
            // So AWS Backup names the snapshots that it makes: those of others stay, whatever the role may do.
            "rds:DeleteDBSnapshot" or "rds:DeleteDBClusterSnapshot" =>
                [$"arn:{partition}:rds:*:{inAccount}snapshot:awsbackup:*", $"arn:{partition}:rds:*:{inAccount}cluster-snapshot:awsbackup:*"],
            "iam:CreateServiceLinkedRole" => [$"arn:{partition}:iam::{inAccount}role/aws-service-role/backup.amazonaws.com/*"],
            // Lists of the whole account, and what AWS Backup does by itself. So, too, backup:DeleteRecoveryPoint: its resource is the recovery point, whose ARN is that of a snapshot or an
            // image of any service that a vault can hold, and does not tell the vault.
            _ => ["*"],
        };
    }

    private static bool NamesOne(string action) =>
        action is "backup:CreateFramework" or "backup:CreateReportPlan" or "backup:DescribeFramework" or "backup:UpdateFramework" or "backup:DeleteFramework" or "backup:DescribeReportPlan" or "backup:UpdateReportPlan" or "backup:DeleteReportPlan" or "backup:StartReportJob";

    // Plans have ids, not names, in their ARNs.
    private IEnumerable<string> OfSet(AccountTarget target, string prefix) =>
        ReferenceEquals(this, Listing) || ReferenceEquals(this, Jobs) ? [$"{prefix}backup-plan:*"]
        : IsOfAnySet || _jobRole is not null ? [$"{prefix}backup-plan:*", $"{prefix}backup-vault:*"]
        : [$"{prefix}backup-plan:*", $"{prefix}backup-vault:{new ResourceNames(target.AbsName).Vault}"];

    private string ParameterArn(AccountTarget target, string partition)
    {
        var name = _options!.PlanParameterName;
        return name.StartsWith("arn:", StringComparison.Ordinal) ? name : $"arn:{partition}:ssm:{target.Region}:{target.AccountId}:parameter/{name.Split(':')[0].TrimStart('/')}";
    }

    // A dollar sign in a path would begin a variable of the policy.
    private static string Fitted(string arn)
    {
        var plain = arn.Replace('$', '?');
        return plain.Length <= LongestResource ? plain : plain.Remove(LongestResource - 1) + "*";
    }
}
