namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>What a user calls the root or a unit of the organization by: its id, or the names from the root down to it.</summary>
internal static class UnitReference
{
    private static readonly TextPattern Id = new("r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}", "r- and 4–32 lower-case letters and digits for a root, or ou-, those of the root, - and 8–32 more for a unit");

    /// <summary>Whether it is an id.</summary>
    public static bool IsId(string reference) => Id.IsMatch(reference);

    /// <summary>The names from the root down to the unit.</summary>
    public static string[] Names(string reference) => reference.Trim('/').Split('/');

    /// <summary>What is wrong with a reference, or <see langword="null"/>.</summary>
    public static string? Fault(string reference)
    {
        if (IsId(reference) || string.Equals(reference, "/", StringComparison.Ordinal))
        {
            return null;
        }

        if (reference.StartsWith("ou-", StringComparison.Ordinal) || reference.StartsWith("r-", StringComparison.Ordinal))
        {
            return $"'{reference}' is not the id of an organizational unit: it has {Id.Allowed}. Put a / before a name that begins like one.";
        }

        return Array.Exists(Names(reference), string.IsNullOrWhiteSpace)
            ? $"'{reference}' is not a path of organizational units: write the names from the root down, such as Workloads/Production, or an id."
            : null;
    }
}
