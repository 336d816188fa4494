using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Monitoring.Notifications;
using AwsBackupPlan.Engine.Monitoring.OnDemand;
using AwsBackupPlan.Engine.Protection;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The actions that no call proves without changing something.</summary>
internal sealed class NotProven : Prerequisite
{
    /// <inheritdoc/>
    public override string Name => "PermissionsNotProven";

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var proven = evidence.Probes.Where(static probe => probe.IsProven).SelectMany(static probe => probe.Actions)
            .Concat(evidence.Regions.SelectMany(static region => region.KeyUse is { Failure: null } use ? use.Value : []));
        SessionScope[] scopes =
        [
            SessionScope.Deployment(evidence.Options with { VaultAccessPolicy = VaultAccessPolicy.Protect }), SessionScope.Removal(new TeardownOptions { ContinuousBackup = ContinuousBackupRemoval.Disassociate }),
            SessionScope.Locking(new VaultLockOptions()), SessionScope.Locking(new VaultLockOptions { Remove = true }), SessionScope.Notifying(new NotificationOptions()), SessionScope.Notifying(new NotificationOptions { Remove = true }),
            SessionScope.Protection, SessionScope.Compliance(evidence.Options, default), SessionScope.Jobs, SessionScope.Waiting, SessionScope.RecoveryPoints,
            SessionScope.StartingBackups(new BackupStartOptions(), readsPlan: true), SessionScope.StartingCopies(new CopyStartOptions(), readsPlan: true), SessionScope.StartingRestores(new RestoreStartOptions()),
        ];
        var open = scopes.SelectMany(static scope => scope.Actions).Distinct(StringComparer.Ordinal).Except(proven, StringComparer.Ordinal).OrderBy(static action => action, StringComparer.Ordinal);
        yield return Information(
            evidence,
            evidence.Target.Region,
            $"Whether the role may do these shows only when it is done: {string.Join(", ", open)}.",
            "docs/permissions.md has the whole policy of the role; an error of a cmdlet names what is missing, with the statement that allows it.");
    }
}
