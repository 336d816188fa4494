namespace AwsBackupPlan.Engine.Fleet;

/// <summary>Is told of each attempt of a call whether anybody was there. Work whose time is up in the midst of its retries knows by that what it was waiting for.</summary>
internal interface IReachObserver
{
    /// <summary>An attempt has ended.</summary>
    /// <param name="fault">Why nobody was reached, as people read it; <see langword="null"/> when somebody was.</param>
    void Reached(string? fault);
}
