using System.Text;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Onboarding;

namespace AwsBackupPlan.Engine.Templates;

/// <summary>Writes what docs/permissions.md says of the two roles of a target account.</summary>
public static class PermissionsPage
{
    private const string Account = "222222222222";

    /// <summary>The policy of the role that the module assumes, in JSON, for all backup sets of an account.</summary>
    public static string RolePolicy => Policy(Permissions.Statements);

    /// <summary>What the role needs for <c>Initialize-XacntBackupAccount</c> alone.</summary>
    public static string SetupPolicy => Policy(Permissions.Setup);

    /// <summary>The policy of the role that AWS Backup assumes.</summary>
    public static string BackupRolePolicy => Policy([.. BackupRolePermissions.Backups, .. BackupRolePermissions.Restores]);

    /// <summary>The statements of the first, what each is for and which cmdlets need it, as a table in Markdown.</summary>
    public static string RoleTable
    {
        get
        {
            var page = new StringBuilder("| statement | for | cmdlets |\n|---|---|---|\n");
            foreach (var statement in Permissions.Statements)
            {
                page.Append("| `").Append(statement.Sid).Append("` | ").Append(statement.Why).Append(" | ").Append(Cmdlets(statement)).Append(" |\n");
            }

            return page.ToString();
        }
    }

    /// <summary>The actions that a cmdlet needs and no statement allows, and those that no cmdlet needs; empty when all is well.</summary>
    public static IReadOnlyList<string> Strays
    {
        get
        {
            var setup = SessionScope.Setup(new SetupOptions { OptIn = true, OverwritePlan = true });
            return [.. Between(SessionScope.OfCmdlets.Select(static cmdlet => cmdlet.Scope), Permissions.Statements), .. Between([setup], Permissions.Setup)];
        }
    }

    private static IEnumerable<string> Between(IEnumerable<SessionScope> scopes, IReadOnlyList<PermissionStatement> statements)
    {
        var needed = scopes.SelectMany(static scope => scope.Actions).ToList();
        var allowed = statements.SelectMany(static statement => statement.Actions).ToList();
        return [.. needed.Except(allowed, StringComparer.Ordinal), .. allowed.Except(needed, StringComparer.Ordinal)];
    }

    private static string Cmdlets(PermissionStatement statement)
    {
        var all = SessionScope.OfCmdlets.Select(static cmdlet => cmdlet.Cmdlet).Distinct(StringComparer.Ordinal).ToList();
        var needing = SessionScope.OfCmdlets.Where(cmdlet => cmdlet.Scope.Actions.Intersect(statement.Actions, StringComparer.Ordinal).Any()).Select(static cmdlet => cmdlet.Cmdlet).Distinct(StringComparer.Ordinal).ToList();
        var without = all.Except(needing, StringComparer.Ordinal).ToList();
        return without.Count == 0 ? "all"
            : without.Count <= 3 ? $"all but {Named(without)}"
            : Named(needing);
    }

    private static string Named(IEnumerable<string> cmdlets) => string.Join(", ", cmdlets.Select(static cmdlet => $"`{cmdlet}`"));

    private static string Policy(IReadOnlyList<PermissionStatement> statements) => PolicyDocument.Write(statements, Plain, isIndented: true);

    // What the module does without any name given, for all sets of the account.
    private static string Plain(string text) => text
        .Replace("${AWS::Partition}", "aws")
        .Replace("${AWS::AccountId}", Account)
        .Replace("${AWS::URLSuffix}", "amazonaws.com")
        .Replace("${PlanParameterName}", "/backupprocess/backupplan")
        .Replace("${BackupRoleName}", "AWSBackup-Custom")
        .Replace("${Sets}", "*")
        .Replace(PermissionStatement.ReportBucket, "REPORT-BUCKET")
        .Replace(PermissionStatement.KeyAliases, "alias/*-key");
}
