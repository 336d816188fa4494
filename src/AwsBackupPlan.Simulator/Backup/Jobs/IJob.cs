using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Jobs;

/// <summary>What backup and copy jobs have in common.</summary>
internal interface IJob : ISequenced
{
    string ResourceArn { get; }

    string ResourceType { get; }

    DateTimeOffset CreationDate { get; }

    string State { get; set; }

    string? StatusMessage { get; set; }

    /// <summary>AWS's short word for the message, such as <c>SUCCESS</c>.</summary>
    string? MessageCategory { get; set; }

    DateTimeOffset? CompletionDate { get; set; }

    /// <summary>The job that it is part of.</summary>
    string? ParentJobId => null;
}
