using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Audit;

/// <summary>A report job: one report of a report plan.</summary>
internal sealed class ReportJob(long sequence, ReportPlan plan) : ISequenced
{
    public long Sequence { get; } = sequence;

    public string Id { get; } = BackupState.NewId();

    public ReportPlan Plan { get; } = plan;

    public string Template { get; } = plan.Setting.Text("ReportTemplate")!;

    public required DateTimeOffset CreationTime { get; init; }

    public required string? IdempotencyToken { get; init; }

    public DateTimeOffset? CompletionTime { get; set; }

    public string? Status { get; set; } = "CREATED";

    public string? StatusMessage { get; set; }

    public IReadOnlyList<string> Keys { get; set; } = [];
}
