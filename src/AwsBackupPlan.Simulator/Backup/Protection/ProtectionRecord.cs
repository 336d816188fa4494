using AwsBackupPlan.Simulator.Backup.Plans;
using AwsBackupPlan.Simulator.Backup.Selections;
using AwsBackupPlan.Simulator.Backup.Wire;

namespace AwsBackupPlan.Simulator.Backup.Protection;

/// <summary>Which of an account's databases in a Region are protected, over time.</summary>
internal sealed class ProtectionRecord
{
    private readonly HashSet<string> _protected = new(StringComparer.Ordinal);
    private readonly List<ProtectionChange> _changes = [];

    /// <summary>What changed, in order.</summary>
    public IReadOnlyList<ProtectionChange> Changes => _changes;

    /// <summary>Whether an operation can change what is protected.</summary>
    public static bool IsMovedBy(string operation) => operation is
        "CreateBackupSelection" or "DeleteBackupSelection" or "UpdateBackupPlan" or "DeleteBackupPlan" or "CreateBackupVault" or "DeleteBackupVault" or "UpdateRegionSettings";

    /// <summary>Looks at all databases after an operation.</summary>
    public void Update(BackupRegion region, IReadOnlyList<SimulatedDatabase> databases, string operation, DateTimeOffset now)
    {
        foreach (var database in databases)
        {
            var isProtected = region.Plans.Any(plan => Protects(plan, region, database));
            if (isProtected ? _protected.Add(database.Arn) : _protected.Remove(database.Arn))
            {
                _changes.Add(new ProtectionChange(now, operation, database.Arn, isProtected));
            }
        }
    }

    private static bool Protects(Plan plan, BackupRegion region, SimulatedDatabase database) =>
        !plan.IsDeleted
        && plan.Current.Document.Structures("Rules").Any(rule => region.Vaults.Find(rule.Text("TargetBackupVaultName")!) is not null)
        && plan.Selections.Any(selection => SelectionMatch.Takes(selection.Document, database, region.Settings.OptIn));
}
