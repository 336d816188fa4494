using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Compliance.Audit;

/// <summary>The names of what belongs to the audit of a backup set: Audit Manager takes letters, digits and underscores.</summary>
internal sealed class AuditNames(string absName)
{
    /// <summary>How all of them begin.</summary>
    public const string Beginning = "Xacnt_";

    /// <summary>The framework.</summary>
    public string Framework { get; } = Beginning + absName.Replace('-', '_');

    /// <summary>The report plan of a template.</summary>
    public string ReportPlan(string template) => $"{Framework}_{template}";

    /// <summary>Whether a report plan could be the set's. Its tag decides: another set's name may begin with this one's.</summary>
    public bool MayBeReportPlan(string name) => AuditTemplates.All.Any(template => string.Equals(name, ReportPlan(template), StringComparison.Ordinal));

    /// <summary>A text with the account, the Region and the set in the places for them.</summary>
    public static string Filled(string text, AccountTarget target, string region) => Filled(text, target.AccountId, region, target.AbsName);

    /// <summary>A text with the account, the Region and the set in the places for them.</summary>
    public static string Filled(string text, string accountId, string region, string absName) =>
        text.Replace("{AccountId}", accountId).Replace("{Region}", region).Replace("{AbsName}", absName);
}
