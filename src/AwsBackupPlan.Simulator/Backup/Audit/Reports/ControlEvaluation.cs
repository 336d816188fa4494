using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Selections;
using AwsBackupPlan.Simulator.Backup.Vaults;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit.Reports;

/// <summary>Holds a place against a control of a framework, as AWS Config's rules do.</summary>
internal sealed class ControlEvaluation(ReportPlace place, JsonObject control)
{
    private readonly BackupRegion _region = place.Region;
    private readonly string _name = control.Text("ControlName")!;
    private readonly Dictionary<string, string> _parameters = control.Structures("ControlInputParameters").ToDictionary(static given => given.Text("ParameterName")!, static given => given.Text("ParameterValue")!, StringComparer.Ordinal);

    /// <summary>What it finds of each resource of its scope, or what a test says that it finds.</summary>
    public IReadOnlyList<Verdict> Judge()
    {
        var verdicts = Evaluate().ToList();
        foreach (var ((_, resource), status) in _region.ControlResults.Where(result => string.Equals(result.Key.Control, _name, StringComparison.Ordinal)))
        {
            var at = verdicts.FindIndex(verdict => string.Equals(verdict.Name, resource, StringComparison.Ordinal) || string.Equals(verdict.Id, resource, StringComparison.Ordinal));
            if (at >= 0)
            {
                verdicts[at] = verdicts[at] with { Status = status };
            }
            else
            {
                verdicts.Add(new Verdict("AWS::RDS::DBInstance", resource, resource, status));
            }
        }

        return verdicts;
    }

    private IEnumerable<Verdict> Evaluate() => _name switch
    {
        "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN" => Databases(database => PlansOf(database).Any()),
        "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION" => Databases(database => Copies(database).Any(arn => !Is(arn.Region, _region.Name) && IsWanted("crossRegionList", arn.Region)), changed: PlansChanged),
        "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT" => Databases(database => Copies(database).Any(arn => !Is(arn.AccountId, _region.AccountId) && IsWanted("crossAccountList", arn.AccountId)), changed: PlansChanged),
        "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK" => Databases(database => Rules(database).Any(rule => IsLocked(_region.Vaults.Find(rule.Text("TargetBackupVaultName")!))), changed: PlansChanged),
        "BACKUP_LAST_RECOVERY_POINT_CREATED" => Databases(database => Points().Any(point => Is(point.ResourceArn, database.Arn) && point.Status is ("COMPLETED" or "AVAILABLE") && place.Now - point.CreationDate <= Time("recoveryPointAge"))),
        "RESOURCES_IN_LOGICALLY_AIR_GAPPED_VAULT" => Databases(static _ => false),
        "RESTORE_TIME_FOR_RESOURCES_MEET_TARGET" => Databases(database => LastRestore(database) is not { } took || took <= TimeSpan.FromMinutes(Number("maxRestoreTime", 720)), database => LastRestore(database) is not null),
        "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK" => _region.Plans.Where(plan => !plan.IsDeleted && IsInScope(plan.Tags)).Select(plan => Verdict.Of("AWS::Backup::BackupPlan", plan.Id, plan.Name, Suffices(plan), plan.Current.CreationDate)),
        "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK" => PointVerdicts(point => point.Lifecycle.RetentionDays is not { } days || days >= Number("requiredRetentionDays", 35)),
        "BACKUP_RECOVERY_POINT_ENCRYPTED" => PointVerdicts(static point => point.EncryptionKeyArn is not null),
        "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED" => _region.Vaults.Where(vault => IsInScope(vault.Tags)).Select(static vault => Verdict.Of("AWS::Backup::BackupVault", vault.Name, vault.Name, DeniesDeletion(vault.AccessPolicy), vault.AccessPolicyTime ?? vault.CreationDate)),
        _ => [],
    };

    private IEnumerable<Verdict> Databases(Func<SimulatedDatabase, bool> isGood, Func<SimulatedDatabase, bool>? isJudged = null, Func<SimulatedDatabase, DateTimeOffset?>? changed = null) => place.State.World.Databases(_region.AccountId, _region.Name)
        .Where(database => database.ClusterIdentifier is null && IsInScope(database) && isJudged?.Invoke(database) is not false)
        .Select(database => Verdict.Of(database.IsCluster ? "AWS::RDS::DBCluster" : "AWS::RDS::DBInstance", ResourceId(database), ResourceTypes.NameOf(database.Arn)!, isGood(database), changed?.Invoke(database)));

    private IEnumerable<Verdict> PointVerdicts(Func<RecoveryPoint, bool> isGood) => Points().Where(IsInScope).Select(point => Verdict.Of("AWS::Backup::RecoveryPoint", point.Arn, point.Arn, isGood(point), point.CompletionDate ?? point.CreationDate));

    private IEnumerable<RecoveryPoint> Points() => _region.Vaults.SelectMany(static vault => vault.PointsAfter(0));

    private IEnumerable<Plan> PlansOf(SimulatedDatabase database) =>
        _region.Plans.Where(plan => !plan.IsDeleted && plan.Selections.Any(selection => SelectionMatch.Takes(selection.Document, database, _region.Settings.OptIn)));

    private DateTimeOffset? PlansChanged(SimulatedDatabase database) => PlansOf(database).Select(static plan => plan.Current.CreationDate).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    private IEnumerable<JsonObject> Rules(SimulatedDatabase database) => PlansOf(database).SelectMany(static plan => plan.Current.Document.Structures("Rules"));

    private IEnumerable<Protocol.Arn> Copies(SimulatedDatabase database) =>
        Rules(database).SelectMany(static rule => rule.Structures("CopyActions")).Select(static action => Arns.Parse(action.Text("DestinationBackupVaultArn") ?? string.Empty)).OfType<Protocol.Arn>();

    private TimeSpan? LastRestore(SimulatedDatabase database) => _region.RestoreJobs.Where(job => Is(job.ResourceArn, database.Arn) && job.State is "COMPLETED").Select(static job => job.CompletionDate - job.CreationDate).LastOrDefault();

    private bool IsLocked(Vault? vault) => vault?.Lock is { } held
        && (!_parameters.ContainsKey("minRetentionDays") || held.MinRetentionDays >= Number("minRetentionDays", 1))
        && (!_parameters.ContainsKey("maxRetentionDays") || held.MaxRetentionDays <= Number("maxRetentionDays", 36500));

    // A plan suffices with a rule that runs often enough and keeps long enough.
    private bool Suffices(Plan plan) => plan.Current.Document.Structures("Rules").Any(rule =>
        (Lifecycle.From(rule.Structure("Lifecycle")).RetentionDays is not { } days || days >= Number("requiredRetentionDays", 35))
        && Interval(rule) is { } interval && interval <= Time("requiredFrequency"));

    private TimeSpan? Interval(JsonObject rule)
    {
        if (place.State.ScheduleOf(rule.Text("ScheduleExpression") ?? string.Empty) is not { } schedule)
        {
            return null;
        }

        var longest = TimeSpan.Zero;
        var last = schedule.Next(place.Now, TimeZoneInfo.Utc);
        for (var run = 0; run < 31 && last is not null; run++)
        {
            var next = schedule.Next(last.Value, TimeZoneInfo.Utc);
            if (next is { } at && at - last.Value > longest)
            {
                longest = at - last.Value;
            }

            last = next;
        }

        return last is null ? null : longest;
    }

    private static bool DeniesDeletion(string? policy) => policy is not null
        && (JsonNode.Parse(policy)!["Statement"] as JsonArray ?? []).OfType<JsonObject>().Any(static statement =>
            statement.Text("Effect") is "Deny"
            && statement["Principal"]?.ToJsonString() is { } principal && principal.Contains("\"*\"", StringComparison.Ordinal)
            && statement["Action"]?.ToJsonString().Contains("backup:DeleteRecoveryPoint", StringComparison.Ordinal) is true);

    private bool IsInScope(SimulatedDatabase database)
    {
        var scope = control.Structure("ControlScope");
        var types = scope?.Texts("ComplianceResourceTypes") ?? [];
        var ids = scope?.Texts("ComplianceResourceIds") ?? [];
        return (types.Count == 0 || types.Contains(ResourceTypes.Of(database), StringComparer.Ordinal))
            && (ids.Count == 0 || ids.Contains(ResourceTypes.NameOf(database.Arn)!, StringComparer.Ordinal))
            && IsInScope(database.Tags);
    }

    // A recovery point has the tags of what it was made of.
    private bool IsInScope(RecoveryPoint point) => IsInScope(point.Tags)
        || (Arns.Parse(point.ResourceArn) is { } arn && place.State.World.Databases(arn.AccountId, arn.Region).FirstOrDefault(database => Is(database.Arn, point.ResourceArn)) is { } source && IsInScope(source.Tags));

    private bool IsInScope(IReadOnlyDictionary<string, string> tags) =>
        (control.Structure("ControlScope")?.TextMap("Tags") ?? new Dictionary<string, string>(StringComparer.Ordinal)).All(wanted => tags.TryGetValue(wanted.Key, out var value) && (wanted.Value.Length == 0 || Is(value, wanted.Value)));

    private bool IsWanted(string list, string value) => !_parameters.TryGetValue(list, out var wanted) || wanted.Split(',', StringSplitOptions.TrimEntries).Contains(value, StringComparer.Ordinal);

    private long Number(string parameter, long standard) => _parameters.TryGetValue(parameter, out var text) ? long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : standard;

    private TimeSpan Time(string parameter)
    {
        var number = Number(parameter + "Value", 1);
        return _parameters.GetValueOrDefault(parameter + "Unit") is "hours" ? TimeSpan.FromHours(number) : TimeSpan.FromDays(number);
    }

    // RDS has an id of its own for each database, which AWS Config goes by.
    private static string ResourceId(SimulatedDatabase database) => $"{(database.IsCluster ? "cluster" : "db")}-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(database.Arn)))[..26]}";

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
