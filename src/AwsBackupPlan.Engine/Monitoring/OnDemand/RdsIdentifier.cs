namespace AwsBackupPlan.Engine.Monitoring.OnDemand;

/// <summary>What Amazon RDS takes for the name of a database.</summary>
internal static class RdsIdentifier
{
    private static readonly TextPattern Form = new(
        "(?=.{1,63}$)[A-Za-z]([A-Za-z0-9]|-(?!-|$))*",
        "1–63 letters, digits and hyphens that begin with a letter, do not end with a hyphen and have no two hyphens one after the other");

    /// <summary>What is wrong with one, or <see langword="null"/>.</summary>
    public static string? Fault(string identifier) => Form.IsMatch(identifier) ? null : $"'{identifier}' is not an identifier of a database: it has {Form.Allowed}.";
}
