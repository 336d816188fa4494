using System.Text.Json.Nodes;
using AwsBackupPlan.Simulator.Backup.Schedule;
using AwsBackupPlan.Simulator.Backup.Selections;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Plans;

/// <summary>A backup plan with all its versions and its selections.</summary>
internal sealed class Plan(long sequence, BackupRegion region, string id) : ISequenced
{
    /// <summary>How the ids of those begin that AWS Organizations makes.</summary>
    public const string OfOrganizations = "orgs/";

    public long Sequence { get; } = sequence;

    public BackupRegion Region { get; } = region;

    public string Id { get; } = id;

    public string Arn { get; } = region.ArnOf($"backup-plan:{id}");

    public required DateTimeOffset CreationDate { get; init; }

    public string? CreatorRequestId { get; init; }

    public required SortedDictionary<string, string> Tags { get; init; }

    /// <summary>One that AWS Organizations has made of a backup policy: its account can read it and change nothing of it.</summary>
    public bool IsOfOrganization => Id.StartsWith(OfOrganizations, StringComparison.Ordinal);

    /// <summary>The versions, the current one last.</summary>
    public SequencedSet<PlanVersion> Versions { get; } = [];

    public required PlanVersion Current { get; set; }

    /// <summary>How the current version runs; an earlier one's schedules mean nothing any more.</summary>
    public PlanRun? Run { get; set; }

    /// <summary>When a rule of it last ran; <see langword="null"/> when none has.</summary>
    public DateTimeOffset? LastExecutionDate { get; set; }

    public SequencedSet<Selection> Selections { get; } = [];

    /// <summary>The selections that were deleted.</summary>
    public List<Selection> DeletedSelections { get; } = [];

    /// <summary>When the last selection was deleted.</summary>
    public DateTimeOffset? SelectionDeletedAt { get; set; }

    public DateTimeOffset? DeletionDate { get; set; }

    public bool IsDeleted => DeletionDate is not null;

    public string Name => Current.Document.Text("BackupPlanName")!;

    public JsonArray? AdvancedBackupSettings =>
        Current.Document[nameof(AdvancedBackupSettings)] is JsonArray { Count: > 0 } settings ? (JsonArray)settings.DeepClone() : null;
}
