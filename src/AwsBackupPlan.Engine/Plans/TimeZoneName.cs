namespace AwsBackupPlan.Engine.Plans;

/// <summary>The names of time zones, as AWS Backup takes them: those of the IANA database.</summary>
internal static class TimeZoneName
{
    /// <summary>AWS Backup's default.</summary>
    public const string Utc = "Etc/UTC";

    private static readonly TextPattern Shape = new("[A-Z][A-Za-z0-9_+-]{1,40}(/[A-Z][A-Za-z0-9_+-]{1,40}){0,2}", "a name such as Europe/Berlin or Etc/UTC");

    private static readonly HashSet<string> UtcNames = new(StringComparer.Ordinal)
    {
        "UTC", "Etc/UTC", "Etc/UCT", "UCT", "Etc/Universal", "Universal", "Etc/Zulu", "Zulu",
    };

    /// <summary>What is wrong with a name, or <see langword="null"/>.</summary>
    public static string? Fault(string name)
    {
        if (!Shape.IsMatch(name))
        {
            return $"'{StrictJsonReader.Shorten(name)}' is not the name of a time zone. Use one of the IANA database, {Shape.Allowed}.";
        }

        if (UtcNames.Contains(name) || IsKnown(name))
        {
            return null;
        }

        string hint = Nearest(name) is { } meant ? $"Did you mean '{meant}'?" : "Use one such as Europe/Berlin or Etc/UTC.";
        return $"'{name}' is not a time zone of the IANA database. {hint}";
    }

    /// <summary>One name for all names of UTC, and the name itself for the others.</summary>
    public static string Normalize(string? name) => name is null || UtcNames.Contains(name) ? Utc : name;

#if NET
    // A slim container may have no time zone data at all; then the shape of the name is all that can be judged.
    private static readonly bool HasData = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out _);

    private static bool IsKnown(string name)
        => !HasData || (TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) && zone.HasIanaId);

    // Read when first needed: it takes a while, and most names are right.
    private static readonly Lazy<IReadOnlyCollection<string>> Ids = new(static () => [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId).Select(zone => zone.Id)]);

    private static string? Nearest(string name) => Spelling.Nearest(name, Ids.Value);
#else
    // .NET Framework knows Windows' own names only.
    private static bool IsKnown(string name) => name.Length > 0;

    private static string? Nearest(string name) => Spelling.Nearest(name, UtcNames);
#endif
}
