using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Accounts;

/// <summary>Checks how AWS is to be reached, before any call.</summary>
public static class ConnectionOptionsValidator
{
    private static readonly TimeSpan ShortestSession = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);
    private static readonly TimeSpan LongestChainedSession = TimeSpan.FromHours(1);

    /// <summary>Everything that is wrong with <paramref name="options"/>; empty when nothing is. No message holds a secret.</summary>
    public static IReadOnlyList<ParameterFault> Validate(ConnectionOptions options)
    {
        var faults = new List<ParameterFault>();
        AddKeyFaults(faults, options);
        if (!AccountPatterns.SessionName.IsMatch(options.RoleSessionName))
        {
            faults.Add(new("RoleSessionName", $"'{options.RoleSessionName}' is not a session name: it has {AccountPatterns.SessionName.Allowed}."));
        }

        if (options.SessionDuration < ShortestSession || options.SessionDuration > LongestSession)
        {
            faults.Add(new("SessionDuration", $"A session of {options.SessionDuration} is not possible: 15 minutes to 12 hours are, and at most one hour when the caller has assumed a role already."));
        }

        if (options.Partition is not null && !AccountPatterns.Partition.IsMatch(options.Partition))
        {
            faults.Add(new("Partition", $"'{options.Partition}' is not a partition. Known are {string.Join(", ", Partitions.Names)}; leave it out to have it found from the Region."));
        }

        if (options.EndpointUrl is { } url && !(url.IsAbsoluteUri && url.Scheme is "http" or "https"))
        {
            faults.Add(new("EndpointUrl", $"'{url}' is not the address of an endpoint. Give it with http:// or https://, such as http://localhost:4566."));
        }

        AddHopFaults(faults, options);
        AddExternalIdFaults(faults, options);
        faults.AddRange(SessionRules.Faults(options));
        return faults;
    }

    private static void AddHopFaults(List<ParameterFault> faults, ConnectionOptions options)
    {
        foreach (var role in options.RoleArns)
        {
            if (!AccountPatterns.RoleArn.IsMatch(role))
            {
                faults.Add(new("RoleArn", $"'{role}' is not {AccountPatterns.RoleArn.Allowed}. Name the roles in the order in which they are assumed, your own first; the role in each account is -RoleName."));
            }
            else if (options.Partition is { } partition && !string.Equals(RoleArn.PartitionOf(role), partition, StringComparison.Ordinal))
            {
                faults.Add(new("RoleArn", $"'{role}' is in partition {RoleArn.PartitionOf(role)}, not in {partition}: roles cannot be assumed across partitions."));
            }
        }

        if (options.RoleArns.Count > 0 && options.SessionDuration > LongestChainedSession && options.SessionDuration <= LongestSession)
        {
            faults.Add(new("SessionDurationSeconds", $"With -RoleArn a session lasts 3600 seconds at most, not {options.SessionDuration.TotalSeconds:0}: so AWS limits roles that a role assumes. Sessions are renewed while the work lasts."));
        }
    }

    private static void AddExternalIdFaults(List<ParameterFault> faults, ConnectionOptions options)
    {
        const string Parameter = "RoleArnExternalId";
        var ids = options.RoleArnExternalIds;
        if (ids.Count > 0 && ids.Count != options.RoleArns.Count)
        {
            faults.Add(new(Parameter, $"The external ids and the roles of -RoleArn do not pair: there are {ids.Count} and {options.RoleArns.Count}. Give one for each role, in their order, and '' for a role that asks for none. That of the role in each account is -ExternalId."));
            return;
        }

        // It is not quoted: whoever knows it can ask for the role.
        faults.AddRange(ids.Zip(options.RoleArns, static (id, role) => (Id: id, Role: role))
            .Where(static pair => !string.IsNullOrEmpty(pair.Id) && !AccountPatterns.ExternalId.IsMatch(pair.Id!))
            .Select(static pair => new ParameterFault(Parameter, $"The external id for {pair.Role} is not one that AWS takes: it has {AccountPatterns.ExternalId.Allowed}.")));
    }

    private static void AddKeyFaults(List<ParameterFault> faults, ConnectionOptions options)
    {
        if (options.AccessKey is not null && options.SecretKey is null)
        {
            faults.Add(new("SecretKey", "An access key is given without its secret key. Give both, or neither."));
        }

        if (options.AccessKey is null && options.SecretKey is not null)
        {
            faults.Add(new("AccessKey", "A secret key is given without its access key. Give both, or neither."));
        }

        if (options.AccessKey is null && options.SecretKey is null && options.SessionToken is not null)
        {
            faults.Add(new("SessionToken", "A session token is given without the access key and secret key it belongs to. Give all three, or none."));
        }
    }
}
