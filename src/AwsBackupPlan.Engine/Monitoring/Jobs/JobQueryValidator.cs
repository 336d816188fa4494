using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Monitoring.Jobs;

/// <summary>Checks a query before anything is called.</summary>
public static class JobQueryValidator
{
    /// <summary>What is wrong; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(JobQuery query)
    {
        List<ParameterFault> faults =
        [
            .. query.Vaults.Select(AbsNamePattern.Fault).OfType<string>().Select(static fault => new ParameterFault("BackupVaultName", fault)),
            .. ResourcePatterns.Validate(query.Resources),
        ];
        if (query.Since is { } since && query.Until is { } until && since >= until)
        {
            faults.Add(new ParameterFault("Until", "It is not after -Since, so that nothing lies between them."));
        }

        var unknown = query.States.Where(static state => !JobStates.All.Contains(state, StringComparer.OrdinalIgnoreCase)).ToList();
        if (unknown.Count > 0)
        {
            faults.Add(new ParameterFault("State", $"{string.Join(", ", unknown.Select(static state => $"'{state}'"))} is no state of a job. These are: {string.Join(", ", JobStates.All)}."));
        }
        else if (query.WantedTypes.All(type => query.WantedStates(type) is { Count: 0 }))
        {
            var types = query.WantedTypes.Select(static type => $"{type} jobs are {string.Join(", ", JobStates.Of(type))}");
            faults.Add(new ParameterFault("State", $"No such job is ever {string.Join(" or ", query.States)}: {string.Join("; ", types)}."));
        }

        if (query.ParentJobId is { } parent && !WaitedJobValidator.IsId(parent))
        {
            faults.Add(new ParameterFault("ParentJobId", WaitedJobValidator.NotAnId(parent)));
        }

        return faults;
    }

    /// <summary>Whether it asks for a time from which AWS Backup has no jobs any more. What is asked for as 30 days ago a moment before does not.</summary>
    public static bool AsksForTooMuch(JobQuery query) => query.Since < TimeProvider.System.GetUtcNow() - JobQuery.Reach - TimeSpan.FromHours(1);
}
