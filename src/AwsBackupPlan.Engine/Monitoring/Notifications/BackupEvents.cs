namespace AwsBackupPlan.Engine.Monitoring.Notifications;

/// <summary>The events of a vault that AWS Backup sends to an SNS topic, and those that it only lets be asked for.</summary>
public static class BackupEvents
{
    private const string NotSent = "AWS Backup takes it and sends nothing for it. Changes of plans come through Amazon EventBridge";

    private static readonly Dictionary<string, string> Replacements = new(StringComparer.Ordinal)
    {
        ["BACKUP_JOB_SUCCESSFUL"] = "BACKUP_JOB_COMPLETED",
        ["BACKUP_JOB_FAILED"] = "BACKUP_JOB_COMPLETED",
        ["BACKUP_JOB_EXPIRED"] = "BACKUP_JOB_COMPLETED",
        ["RESTORE_JOB_SUCCESSFUL"] = "RESTORE_JOB_COMPLETED",
        ["RESTORE_JOB_FAILED"] = "RESTORE_JOB_COMPLETED",
    };

    /// <summary>Those that still send for databases, in AWS's order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "BACKUP_JOB_STARTED", "BACKUP_JOB_COMPLETED", "COPY_JOB_STARTED", "COPY_JOB_SUCCESSFUL", "COPY_JOB_FAILED", "RESTORE_JOB_STARTED", "RESTORE_JOB_COMPLETED", "RECOVERY_POINT_MODIFIED",
    ];

    /// <summary>Those that are set where none are named: every end of a backup and of a restore, and copies that fail.</summary>
    public static IReadOnlyList<string> Default { get; } = ["BACKUP_JOB_COMPLETED", "COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED"];

    /// <summary>The event that comes instead of one that AWS Backup no longer sends; <see langword="null"/> where it is not such a one.</summary>
    public static string? ReplacementOf(string name) => Replacements.TryGetValue(Written(name), out var replacement) ? replacement : null;

    /// <summary>What is wrong with a name, or <see langword="null"/>. One that is no longer sent and has a replacement is not wrong.</summary>
    internal static string? Fault(string? name)
    {
        var written = Written(name ?? string.Empty);
        if (Names.Contains(written, StringComparer.Ordinal) || Replacements.ContainsKey(written))
        {
            return null;
        }

        if (written is "BACKUP_PLAN_CREATED" or "BACKUP_PLAN_MODIFIED")
        {
            return $"{written} comes to nobody: {NotSent}.";
        }

        var hint = Spelling.Nearest(written, Names) is { } meant ? $" Did you mean {meant}?" : string.Empty;
        return $"'{name}' is no event of databases that AWS Backup sends.{hint} Those are {string.Join(", ", Names)}.";
    }

    /// <summary>What is to be set for names that are right: each once, what comes instead of those that are no longer sent, in AWS's order.</summary>
    internal static IReadOnlyList<string> Sent(IReadOnlyList<string> names)
    {
        var wanted = names.Select(static name => ReplacementOf(name) ?? Written(name)).ToList();
        return [.. Names.Where(name => wanted.Contains(name, StringComparer.Ordinal))];
    }

    private static string Written(string name) => name.Trim().ToUpperInvariant();
}
