namespace AwsBackupPlan.Engine.Compliance.Evidence;

/// <summary>What a vault holds of a database: facts of its recovery points, gathered page by page, so that any number of them takes no more room than one.</summary>
internal sealed class PointFacts(string resourceArn, string? resourceType)
{
    /// <summary>The database.</summary>
    public string ResourceArn { get; } = resourceArn;

    /// <summary>Its type by AWS Backup's name.</summary>
    public string? ResourceType { get; } = resourceType;

    /// <summary>How many recovery points there are, without those that are being deleted.</summary>
    public int Count { get; private set; }

    /// <summary>Of how many AWS does not say whether they are encrypted.</summary>
    public int Unknown { get; private set; }

    /// <summary>How many are not encrypted.</summary>
    public int Unencrypted { get; private set; }

    /// <summary>One of these.</summary>
    public string? UnencryptedExample { get; private set; }

    /// <summary>The shortest time for which one is kept, in days; for ever when <see langword="null"/>.</summary>
    public long? ShortestRetention { get; private set; }

    /// <summary>The one that is kept for that time.</summary>
    public string? ShortestExample { get; private set; }

    /// <summary>Continuous ones that have stopped.</summary>
    public List<string> Stopped { get; } = [];

    /// <summary>Continuous ones that go on.</summary>
    public int Going { get; private set; }

    /// <summary>Continuous ones of which the status does not say whether they go on.</summary>
    public int Unclear { get; private set; }

    /// <summary>When the newest complete one was made.</summary>
    public DateTimeOffset? Newest { get; private set; }

    /// <summary>Takes a recovery point into account.</summary>
    public void Add(string arn, string? status, bool? isEncrypted, long? deleteAfterDays, DateTimeOffset? created)
    {
        if (status is "DELETING")
        {
            return;
        }

        Count++;
        if (isEncrypted is null)
        {
            Unknown++;
        }
        else if (isEncrypted is false)
        {
            Unencrypted++;
            UnencryptedExample ??= arn;
        }

        if (deleteAfterDays is > 0 && (ShortestRetention is null || deleteAfterDays < ShortestRetention))
        {
            (ShortestRetention, ShortestExample) = (deleteAfterDays, arn);
        }

        if (status is "STOPPED")
        {
            Stopped.Add(arn);
        }
        else if (arn.Contains(":recovery-point:continuous:"))
        {
            Going += status is "AVAILABLE" ? 1 : 0;
            Unclear += status is "AVAILABLE" ? 0 : 1;
        }

        if (status is "COMPLETED" or "AVAILABLE" && (Newest is null || created > Newest))
        {
            Newest = created;
        }
    }
}
