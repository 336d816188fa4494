namespace AwsBackupPlan.Simulator.Backup.Audit.Reports;

/// <summary>What a control finds of a resource.</summary>
/// <param name="Type">The type by AWS Config's name.</param>
/// <param name="Id">The id by AWS Config.</param>
/// <param name="Name">The name.</param>
/// <param name="Status">COMPLIANT or NON_COMPLIANT.</param>
/// <param name="Changed">When what it goes by was last changed, and so judged; <see langword="null"/> where it is judged every day.</param>
internal sealed record Verdict(string Type, string Id, string Name, string Status, DateTimeOffset? Changed = null)
{
    public const string Compliant = "COMPLIANT";
    public const string NonCompliant = "NON_COMPLIANT";

    /// <summary>A verdict.</summary>
    public static Verdict Of(string type, string id, string name, bool isGood, DateTimeOffset? changed = null) => new(type, id, name, isGood ? Compliant : NonCompliant, changed);
}
