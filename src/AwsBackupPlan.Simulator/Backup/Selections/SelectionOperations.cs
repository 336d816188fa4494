using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Wire;
using AwsBackupPlan.Simulator.Protocol;

namespace AwsBackupPlan.Simulator.Backup.Selections;

/// <summary>Making, reading, listing and deleting the selections of a plan. They cannot be changed.</summary>
internal static class SelectionOperations
{
    private const int LargestCount = 100;

    public static JsonObject? Create(BackupCall call)
    {
        var body = call.Body(SelectionRules.CreateInput);
        var plan = PlanOperations.FindChangeable(call);
        var creatorRequestId = CreatorRequestId.Check(body.Text("CreatorRequestId"));
        var known = call.Behaviour.CreatorRequestIdsOutliveDeletion ? plan.Selections.Concat(plan.DeletedSelections) : plan.Selections;
        if (creatorRequestId is not null
            && known.FirstOrDefault(item => string.Equals(item.CreatorRequestId, creatorRequestId, StringComparison.Ordinal)) is { } made)
        {
            return CreateAnswer(plan, made);
        }

        var document = SelectionRules.Check(
            body.Structure("BackupSelection") ?? throw BackupErrors.MissingParameter("BackupSelection"), call);
        var namesake = plan.Selections.FirstOrDefault(item => string.Equals(item.Name, document.Text("SelectionName"), StringComparison.Ordinal));
        if (namesake is not null && call.Behaviour.RefuseSecondSelectionOfName)
        {
            throw BackupErrors.AlreadyExists(
                "Backup selection with the same name already exists", $"{plan.Arn}/{namesake.Id}", namesake.CreatorRequestId);
        }

        if (plan.Selections.Count >= LargestCount)
        {
            throw BackupErrors.LimitExceeded($"The limit of {LargestCount} selections of a backup plan has been reached.");
        }

        var selection = new Selection(call.State.NextSequence(), BackupState.NewId(), call.Now, creatorRequestId, document);
        plan.Selections.Add(selection.Id, selection);
        return CreateAnswer(plan, selection);
    }

    public static JsonObject? Get(BackupCall call)
    {
        var plan = PlanOperations.Find(call);
        var selection = Find(call, plan);
        if (!IsVisible(selection, call))
        {
            throw Missing(selection.Id);
        }

        return new JsonObject
        {
            ["BackupSelection"] = selection.Document.DeepClone(),
            ["SelectionId"] = selection.Id,
            ["BackupPlanId"] = plan.Id,
            ["CreationDate"] = selection.CreationDate.ToJson(),
            ["CreatorRequestId"] = selection.CreatorRequestId,
        }.WithoutNulls();
    }

    public static JsonObject? List(BackupCall call)
    {
        var plan = PlanOperations.Find(call);
        return Page.Of(
            call,
            "BackupSelectionsList",
            after => plan.Selections.After(after).Where(selection => call.Behaviour.UnknownSelectionIsListed || IsVisible(selection, call)),
            selection => new JsonObject
            {
                ["SelectionId"] = selection.Id,
                ["SelectionName"] = selection.Name,
                ["BackupPlanId"] = plan.Id,
                ["CreationDate"] = selection.CreationDate.ToJson(),
                ["CreatorRequestId"] = selection.CreatorRequestId,
                ["IamRoleArn"] = selection.Document.Text("IamRoleArn"),
            }.WithoutNulls());
    }

    public static JsonObject? Delete(BackupCall call)
    {
        var plan = PlanOperations.FindChangeable(call);
        var selection = Find(call, plan);
        plan.Selections.Remove(selection.Id);
        plan.DeletedSelections.Add(selection);
        plan.SelectionDeletedAt = call.Now;
        return null;
    }

    private static bool IsVisible(Selection selection, BackupCall call) =>
        selection.CreationDate + call.Behaviour.SelectionVisibleAfter <= call.Now;

    private static Selection Find(BackupCall call, Plan plan)
    {
        var id = call.Label("selectionId");
        return plan.Selections.Find(id) ?? throw Missing(id);
    }

    private static SimulatedException Missing(string id) => BackupErrors.NotFound($"Cannot find Backup selection with ID {id}");

    private static JsonObject CreateAnswer(Plan plan, Selection selection) => new()
    {
        ["SelectionId"] = selection.Id,
        ["BackupPlanId"] = plan.Id,
        ["CreationDate"] = selection.CreationDate.ToJson(),
    };
}
