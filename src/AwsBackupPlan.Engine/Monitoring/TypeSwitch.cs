namespace AwsBackupPlan.Engine.Monitoring;

/// <summary>How AWS Backup is switched on for a type of database in a Region. A command stands last, with nothing behind it, so that it can be copied as it is.</summary>
internal static class TypeSwitch
{
    /// <summary>The types that Initialize-XacntBackupAccount switches on.</summary>
    public static IReadOnlyList<string> Types { get; } = ["RDS", "Aurora"];

    /// <summary>The command of the AWS CLI, for the Region of its configuration where none is known.</summary>
    public static string Command(string? region, params IEnumerable<string> types) =>
        $"aws backup update-region-settings{(region is null ? string.Empty : $" --region {region}")} --resource-type-opt-in-preference {string.Join(",", types.Select(static type => $"{type}=true"))}";

    /// <summary>The same for a database, in words.</summary>
    public static string Remedy(Database database) => Remedy(database.Arn, database.ResourceType);

    /// <summary>The same for whatever an ARN names, where there is one.</summary>
    public static string Remedy(string? resourceArn, params IReadOnlyList<string> types)
    {
        var (region, account) = resourceArn?.Split(':') is { Length: > 4 } arn ? (arn[3], $"of account {arn[4]}") : (null, "of its account");
        return $"Switch it on{(types.All(Types.Contains) ? " with Initialize-XacntBackupAccount -OptIn; or" : string.Empty)}, with credentials {account}: {Command(region, types)}";
    }
}
