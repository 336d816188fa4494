using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>Commands that put things right.</summary>
internal static class Remedies
{
    /// <summary>Brings a backup set to its desired state.</summary>
    public static string Deploy(AccountTarget target, string absName) => Of("New-XacntBackupPlan", target, absName);

    /// <summary>A cmdlet for a backup set.</summary>
    public static string Of(string cmdlet, AccountTarget target, string absName, string more = "") =>
        $"{cmdlet} -AccountId {target.AccountId} -AbsName {(absName.Length == 0 ? "<AbsName>" : absName)} -Region {target.Region}{(more.Length == 0 ? string.Empty : " " + more)}";
}
