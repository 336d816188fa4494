using System.Globalization;
using System.Text.Json;
using Amazon.Backup.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>What has to happen to the audit of a backup set in one Region.</summary>
internal sealed class AuditChange
{
    private const string Failed = "FAILED";

    private readonly AccountTarget _target;
    private readonly OwnershipTag _owner;

    /// <summary>Compares.</summary>
    public AuditChange(AccountTarget target, AuditOptions options, RegionAudit actual)
    {
        var names = new AuditNames(target.AbsName);
        (_target, _owner, Actual, Name) = (target, new OwnershipTag(options.TagKey, target.AbsName), actual, names.Framework);
        Controls = AuditControls.Of(options, target, actual.Region);
        ReportPlans = options.BucketName is not { } bucket ? [] :
        [
            .. options.Templates.Distinct(StringComparer.Ordinal).Select(template => new DesiredReportPlan(
                names.ReportPlan(template), template, AuditNames.Filled(bucket, target, actual.Region), options.Prefix is { Length: > 0 } prefix ? AuditNames.Filled(prefix, target, actual.Region) : null, options.Formats)),
        ];
        Changes = [CompareFramework(), .. ReportPlans.Select(Compare), .. ReportPlans.Count == 0 ? [] : actual.OwnReportPlans(_owner).Where(IsNotWanted).Select(plan => Change(BackupResourceType.AuditReportPlan, plan.ReportPlanName, plan.ReportPlanArn, ChangeAction.Delete))];
    }

    /// <summary>What is there.</summary>
    public RegionAudit Actual { get; }

    /// <summary>The Region.</summary>
    public string Region => Actual.Region;

    /// <summary>The name of the framework.</summary>
    public string Name { get; }

    /// <summary>The controls that it should have.</summary>
    public IReadOnlyList<FrameworkControl> Controls { get; }

    /// <summary>The report plans that should be there.</summary>
    public IReadOnlyList<DesiredReportPlan> ReportPlans { get; }

    /// <summary>The framework first, then the report plans.</summary>
    public IReadOnlyList<ResourceChange> Changes { get; }

    /// <summary>What has to be written.</summary>
    public IReadOnlyList<ResourceChange> Pending => [.. Changes.Where(static change => change.Action is not (ChangeAction.None or ChangeAction.Blocked))];

    /// <summary>What stands in the way.</summary>
    public ResourceChange? Blocked => Changes.FirstOrDefault(static change => change.Action == ChangeAction.Blocked);

    /// <summary>Whether the deployment had failed, and would again: nothing has changed that it failed for.</summary>
    public bool IsStillFailed => Changes[0].Action == ChangeAction.None && HasFailed;

    private bool HasFailed => string.Equals(Actual.Framework?.DeploymentStatus, Failed, StringComparison.Ordinal);

    private ResourceChange CompareFramework()
    {
        if (Actual.Framework is not { } framework)
        {
            return Change(BackupResourceType.AuditFramework, Name, null, ChangeAction.Create);
        }

        if (Obstacle(Actual.FrameworkTags) is { } obstacle)
        {
            return Stopped(BackupResourceType.AuditFramework, Name, framework.FrameworkArn, obstacle);
        }

        var differences = Differences(AuditControls.NormalForm(framework.FrameworkControls ?? []), AuditControls.NormalForm(Controls), "Controls");
        var isToBeRepeated = HasFailed && !Actual.Recorder.IsMissing;
        return Change(BackupResourceType.AuditFramework, Name, framework.FrameworkArn, differences.Count > 0 || isToBeRepeated ? ChangeAction.Update : ChangeAction.None) with
        {
            Differences = differences,
            Reason = isToBeRepeated ? "Its last deployment failed." : null,
        };
    }

    private ResourceChange Compare(DesiredReportPlan desired)
    {
        var (plan, tags) = Actual.ReportPlans.FirstOrDefault(found => string.Equals(found.Plan.ReportPlanName, desired.Name, StringComparison.Ordinal));
        if (plan is null)
        {
            return Change(BackupResourceType.AuditReportPlan, desired.Name, null, ChangeAction.Create);
        }

        if (Obstacle(tags) is { } obstacle)
        {
            return Stopped(BackupResourceType.AuditReportPlan, desired.Name, plan.ReportPlanArn, obstacle);
        }

        var differences = Differences(NormalForm(plan), NormalForm(desired), null);
        return Change(BackupResourceType.AuditReportPlan, desired.Name, plan.ReportPlanArn, differences.Count > 0 ? ChangeAction.Update : ChangeAction.None) with { Differences = differences };
    }

    private SortedDictionary<string, string> NormalForm(DesiredReportPlan plan) => new(StringComparer.Ordinal)
    {
        ["ReportTemplate"] = plan.Template,
        ["S3BucketName"] = plan.BucketName,
        ["S3KeyPrefix"] = plan.Prefix ?? string.Empty,
        ["Formats"] = Sorted(plan.Formats),
        ["FrameworkArns"] = plan.IsOfCompliance ? Actual.Framework?.FrameworkArn ?? "(the framework to be made)" : string.Empty,
        ["Accounts"] = string.Empty,
        ["OrganizationUnits"] = string.Empty,
        ["Regions"] = string.Empty,
    };

    // Its own account and Region are what a report is about anyway, and CSV is its form.
    private SortedDictionary<string, string> NormalForm(ReportPlan plan) => new(StringComparer.Ordinal)
    {
        ["ReportTemplate"] = plan.ReportSetting?.ReportTemplate ?? string.Empty,
        ["S3BucketName"] = plan.ReportDeliveryChannel?.S3BucketName ?? string.Empty,
        ["S3KeyPrefix"] = plan.ReportDeliveryChannel?.S3KeyPrefix ?? string.Empty,
        ["Formats"] = Sorted(plan.ReportDeliveryChannel?.Formats is { Count: > 0 } formats ? formats : ["CSV"]),
        ["FrameworkArns"] = Sorted(plan.ReportSetting?.FrameworkArns ?? []),
        ["Accounts"] = Sorted((plan.ReportSetting?.Accounts ?? []).Where(account => !string.Equals(account, _target.AccountId, StringComparison.Ordinal))),
        ["OrganizationUnits"] = Sorted(plan.ReportSetting?.OrganizationUnits ?? []),
        ["Regions"] = Sorted((plan.ReportSetting?.Regions ?? []).Where(region => !string.Equals(region, Region, StringComparison.Ordinal))),
    };

    private static string Sorted(IEnumerable<string> items) => string.Join(",", items.OrderBy(static item => item, StringComparer.Ordinal));

    private static IReadOnlyList<PropertyDifference> Differences(SortedDictionary<string, string> actual, SortedDictionary<string, string> desired, string? list) =>
    [
        .. actual.Keys.Union(desired.Keys, StringComparer.Ordinal)
            .Where(name => !string.Equals(Value(actual, name), Value(desired, name), StringComparison.Ordinal))
            .Select(name => new PropertyDifference { Path = list is null ? name : $"{list}[{name}]", Actual = Json(Value(actual, name)), Desired = Json(Value(desired, name)) }),
    ];

    private static string? Value(SortedDictionary<string, string> form, string name) => form.TryGetValue(name, out var value) ? value : null;

    private static string? Json(string? value) => string.IsNullOrEmpty(value) ? null : JsonSerializer.Serialize(value, ShownText);

    private static readonly JsonSerializerOptions ShownText = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private bool IsNotWanted(ReportPlan plan) => !ReportPlans.Any(wanted => string.Equals(wanted.Name, plan.ReportPlanName, StringComparison.Ordinal));

    private string? Obstacle(IReadOnlyDictionary<string, string> tags) => _owner.Of(tags) switch
    {
        Ownership.Own => null,
        Ownership.Untagged => $"does not carry the tag {_owner}, so it is not this module's own",
        _ => $"carries the tag {_owner.Key}={tags[_owner.Key]}, so it belongs to another backup set",
    };

    private ResourceChange Stopped(BackupResourceType type, string name, string arn, string obstacle) => Change(type, name, arn, ChangeAction.Blocked) with
    {
        Reason = string.Format(CultureInfo.InvariantCulture, "The {0} {1} in {2} of account {3} {4}.", ChangePhrase.Noun(type), name, Region, _target.AccountId, obstacle),
        Remedy = $"Delete it, or, if it is this backup set's, tag it: aws backup tag-resource --region {Region} --resource-arn {arn} --tags {_owner}",
    };

    private ResourceChange Change(BackupResourceType type, string name, string? arn, ChangeAction action) => new()
    {
        AccountId = _target.AccountId,
        AbsName = _target.AbsName,
        Region = Region,
        ResourceType = type,
        Name = name,
        ResourceArn = arn,
        Action = action,
    };
}
