using System.Globalization;
using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.RecoveryPoints;
using AwsBackupPlan.Simulator.Backup.Tags;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.LegalHolds;

/// <summary>Making, reading, listing and cancelling legal holds.</summary>
internal static class LegalHoldOperations
{
    private static readonly Shape CreateInput = Shape.Structure(
        ("Title", Shape.Text),
        ("Description", Shape.Text),
        ("IdempotencyToken", Shape.Text),
        ("RecoveryPointSelection", Shape.Structure(
            ("VaultNames", Shape.TextList),
            ("ResourceIdentifiers", Shape.TextList),
            ("DateRange", Shape.Structure(("FromDate", Shape.Time), ("ToDate", Shape.Time))))),
        ("Tags", Shape.TextMap));

    public static JsonObject? Create(BackupCall call)
    {
        var body = call.Body(CreateInput);
        var selection = body.Structure("RecoveryPointSelection") ?? [];
        if (selection.Structure("DateRange") is { } dates && (dates.Time("FromDate") is null || dates.Time("ToDate") is null))
        {
            throw BackupErrors.MissingParameter("FromDate and ToDate of DateRange");
        }

        var hold = new LegalHold(call.State.NextSequence(), call.Region, BackupState.NewId())
        {
            Title = body.Text("Title") ?? throw BackupErrors.MissingParameter("Title"),
            Description = body.Text("Description") ?? throw BackupErrors.MissingParameter("Description"),
            CreationDate = call.Now,
            Selection = (JsonObject)selection.DeepClone(),
            Tags = TagRules.Check(body.TextMap("Tags"), TagRules.LargestCount),
        };
        call.Region.LegalHolds.Add(hold.Id, hold);
        return ToJson(hold);
    }

    public static JsonObject? Get(BackupCall call) => ToJson(Find(call));

    public static JsonObject? List(BackupCall call) => Page.Of(call, "LegalHolds", call.Region.LegalHolds.After, static hold =>
    {
        var json = ToJson(hold);
        json.Remove("RecoveryPointSelection");
        json.Remove("CancelDescription");
        json.Remove("RetainRecordUntil");
        return json;
    });

    public static JsonObject? Cancel(BackupCall call)
    {
        var hold = Find(call);
        var description = call.Query("cancelDescription") ?? throw BackupErrors.MissingParameter("CancelDescription");
        if (hold.CancellationDate is not null)
        {
            throw BackupErrors.InvalidState($"Legal hold {hold.Id} is {hold.Status} already.");
        }

        hold.CancelDescription = description;
        hold.CancellationDate = call.Now;
        if (long.TryParse(call.Query("retainRecordInDays"), NumberStyles.None, CultureInfo.InvariantCulture, out var days))
        {
            hold.RetainRecordUntil = call.Now.AddDays(days);
        }

        // What outlived its lifecycle under the hold goes now.
        foreach (var point in Covered(call, hold))
        {
            RecoveryPointLifetime.ScheduleExpiry(call.State, point);
        }

        return null;
    }

    public static JsonObject? ListRecoveryPoints(BackupCall call)
    {
        var hold = Find(call);
        var points = Covered(call, hold).OrderBy(static point => point.Sequence);
        return Page.Of(call, "RecoveryPoints", after => points.Where(point => point.Sequence > after), static point => new JsonObject
        {
            ["RecoveryPointArn"] = point.Arn,
            ["ResourceArn"] = point.ResourceArn,
            ["ResourceType"] = point.ResourceType,
            ["BackupVaultName"] = point.Vault.Name,
        });
    }

    private static IEnumerable<RecoveryPoint> Covered(BackupCall call, LegalHold hold) =>
        call.Region.Vaults.SelectMany(static vault => vault.RecoveryPoints).Where(hold.Covers);

    private static LegalHold Find(BackupCall call)
    {
        var id = call.Label("legalHoldId");
        return call.Region.LegalHolds.Find(id) ?? throw BackupErrors.NotFound($"Cannot find legal hold with ID {id}");
    }

    private static JsonObject ToJson(LegalHold hold) => new JsonObject
    {
        ["Title"] = hold.Title,
        ["Status"] = hold.Status,
        ["Description"] = hold.Description,
        ["CancelDescription"] = hold.CancelDescription,
        ["LegalHoldId"] = hold.Id,
        ["LegalHoldArn"] = hold.Arn,
        ["CreationDate"] = hold.CreationDate.ToJson(),
        ["CancellationDate"] = hold.CancellationDate.ToJson(),
        ["RetainRecordUntil"] = hold.RetainRecordUntil.ToJson(),
        ["RecoveryPointSelection"] = hold.Selection.DeepClone(),
    }.WithoutNulls();
}
