using System.Text;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Schedule;
using AwsBackupPlan.Simulator.Backup.Tags;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>Making, reading, changing, listing and deleting plans.</summary>
internal static class PlanOperations
{
    private const int LargestCount = 300;
    private const int LargestVersionCount = 2000;

    public static JsonObject? Create(BackupCall call)
    {
        var body = call.Body(PlanShapes.CreateInput);
        var creatorRequestId = CreatorRequestId.Check(body.Text("CreatorRequestId"));
        var alive = call.Region.Plans.Where(static plan => !plan.IsDeleted).ToList();
        var known = call.Behaviour.CreatorRequestIdsOutliveDeletion ? [.. call.Region.Plans] : alive;
        if (creatorRequestId is not null
            && known.Find(plan => string.Equals(plan.CreatorRequestId, creatorRequestId, StringComparison.Ordinal)) is { } made)
        {
            return WrittenAnswer(made);
        }

        var document = PlanRules.Check(body.Structure("BackupPlan") ?? throw BackupErrors.MissingParameter("BackupPlan"), call);
        var tags = TagRules.Check(body.TextMap("BackupPlanTags"), TagRules.LargestCount);
        RefuseExisting(call, alive, document);
        if (alive.Count >= LargestCount)
        {
            throw BackupErrors.LimitExceeded($"The limit of {LargestCount} backup plans in this Region has been reached.");
        }

        var first = NewVersion(call, document, earlier: null);
        var plan = new Plan(call.State.NextSequence(), call.Region, BackupState.NewId())
        {
            CreationDate = call.Now,
            CreatorRequestId = creatorRequestId,
            Tags = tags,
            Current = first,
        };
        plan.Versions.Add(first.VersionId, first);
        call.Region.Plans.Add(plan.Id, plan);
        PlanRun.Start(call.State, plan, call.Now);
        return WrittenAnswer(plan);
    }

    public static JsonObject? Get(BackupCall call)
    {
        var versionId = call.Query("versionId");
        var plan = Find(call);
        var version = versionId is null
            ? plan.Current
            : plan.Versions.Find(versionId) ?? throw BackupErrors.NotFound($"Cannot find version {versionId} of backup plan {plan.Id}.");
        return new JsonObject
        {
            ["BackupPlan"] = version.Document.DeepClone(),
            ["BackupPlanId"] = plan.Id,
            ["BackupPlanArn"] = plan.Arn,
            ["VersionId"] = version.VersionId,
            ["CreatorRequestId"] = plan.CreatorRequestId,
            ["CreationDate"] = plan.CreationDate.ToJson(),
            ["LastExecutionDate"] = plan.LastExecutionDate.ToJson(),
            ["AdvancedBackupSettings"] = plan.AdvancedBackupSettings,
        }.WithoutNulls();
    }

    public static JsonObject? Update(BackupCall call)
    {
        var body = call.Body(PlanShapes.UpdateInput);
        var plan = FindChangeable(call);
        var document = PlanRules.Check(body.Structure("BackupPlan") ?? throw BackupErrors.MissingParameter("BackupPlan"), call);
        if (plan.Versions.Count >= LargestVersionCount)
        {
            throw BackupErrors.InvalidParameter($"The limit of {LargestVersionCount} versions of a backup plan has been reached.");
        }

        var version = NewVersion(call, document, plan.Current.Document);
        plan.Versions.Add(version.VersionId, version);
        plan.Current = version;
        PlanRun.Start(call.State, plan, call.Now);
        return WrittenAnswer(plan);
    }

    public static JsonObject? Delete(BackupCall call)
    {
        var plan = FindChangeable(call);
        if (plan.Selections.Count > 0 || plan.SelectionDeletedAt + call.Behaviour.PlanDeleteRefusedAfterSelections > call.Now)
        {
            throw BackupErrors.InvalidRequest("Related backup plan selections must be deleted prior to backup plan deletion");
        }

        plan.DeletionDate = call.Now;
        return new JsonObject
        {
            ["BackupPlanId"] = plan.Id,
            ["BackupPlanArn"] = plan.Arn,
            ["DeletionDate"] = call.Now.ToJson(),
            ["VersionId"] = plan.Current.VersionId,
        };
    }

    public static JsonObject? List(BackupCall call)
    {
        var deletedToo = string.Equals(call.Query("includeDeleted"), "true", StringComparison.OrdinalIgnoreCase);
        return Page.Of(
            call,
            "BackupPlansList",
            after => call.Region.Plans.After(after).Where(plan => deletedToo || !plan.IsDeleted),
            static plan => ToListMember(plan, plan.Current, plan.CreationDate));
    }

    public static JsonObject? ListVersions(BackupCall call)
    {
        var plan = Find(call);
        return Page.Of(
            call, "BackupPlanVersionsList", plan.Versions.After, version => ToListMember(plan, version, version.CreationDate));
    }

    /// <summary>The plan that the path names.</summary>
    public static Plan Find(BackupCall call)
    {
        var id = call.Label("backupPlanId");
        if (call.Region.Plans.Find(id) is { IsDeleted: false } plan)
        {
            return plan;
        }

        var message = $"Cannot find Backup plan with ID {id}";
        throw call.Behaviour.MissingPlan == MissingPlanAnswer.InvalidParameterValue
            ? BackupErrors.InvalidParameter(message, "ERROR_3001")
            : BackupErrors.NotFound(message);
    }

    /// <summary>The plan that the path names, to be changed.</summary>
    public static Plan FindChangeable(BackupCall call)
    {
        var plan = Find(call);
        DemandChangeable(plan);
        return plan;
    }

    /// <summary>Refuses to change a plan of AWS Organizations. That AWS does is documented, with which error is not.</summary>
    public static void DemandChangeable(Plan plan)
    {
        if (plan.IsOfOrganization)
        {
            throw BackupErrors.InvalidRequest($"Backup plan {plan.Id} is managed by AWS Organizations and cannot be changed in the account.");
        }
    }

    private static void RefuseExisting(BackupCall call, List<Plan> alive, JsonObject document)
    {
        var namesakes = alive.FindAll(plan => !plan.IsOfOrganization && string.Equals(plan.Name, document.Text("BackupPlanName"), StringComparison.Ordinal));
        if (namesakes.Find(plan => PlanDocument.AreSame(plan.Current.Document, document)) is { } same)
        {
            throw BackupErrors.AlreadyExists("Backup plan with the same plan document already exists", same.Arn, same.CreatorRequestId);
        }

        if (namesakes.Count > 0 && call.Behaviour.RefuseSecondPlanOfName)
        {
            throw BackupErrors.AlreadyExists("Backup plan with the same plan name already exists", namesakes[0].Arn, namesakes[0].CreatorRequestId);
        }
    }

    // The document is the request's own: nobody else has it.
    private static PlanVersion NewVersion(BackupCall call, JsonObject document, JsonObject? earlier)
    {
        PlanDocument.GiveRuleIds(document, earlier);
        return new(call.State.NextSequence(), Convert.ToBase64String(Encoding.ASCII.GetBytes(BackupState.NewId())), call.Now, document);
    }

    private static JsonObject WrittenAnswer(Plan plan) => new JsonObject
    {
        ["BackupPlanId"] = plan.Id,
        ["BackupPlanArn"] = plan.Arn,
        ["CreationDate"] = plan.CreationDate.ToJson(),
        ["VersionId"] = plan.Current.VersionId,
        ["AdvancedBackupSettings"] = plan.AdvancedBackupSettings,
    }.WithoutNulls();

    private static JsonObject ToListMember(Plan plan, PlanVersion version, DateTimeOffset creationDate) => new JsonObject
    {
        ["BackupPlanArn"] = plan.Arn,
        ["BackupPlanId"] = plan.Id,
        ["CreationDate"] = creationDate.ToJson(),
        ["DeletionDate"] = plan.DeletionDate.ToJson(),
        ["VersionId"] = version.VersionId,
        ["BackupPlanName"] = version.Document.Text("BackupPlanName"),
        ["CreatorRequestId"] = plan.CreatorRequestId,
        ["LastExecutionDate"] = plan.LastExecutionDate.ToJson(),
        ["AdvancedBackupSettings"] = plan.AdvancedBackupSettings,
    }.WithoutNulls();
}
