using Amazon.KeyManagementService;
using AwsBackupPlan.Engine.Monitoring;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The keys of the databases can be used, without which there are no snapshots, and by the account of the central vault, without which there are no copies there.</summary>
internal sealed class DatabaseKeysUsable : Prerequisite
{
    /// <inheritdoc/>
    public override string Name => "DatabaseKeys";

    /// <summary>The keys of the databases that the selection means, each once.</summary>
    public static IReadOnlyList<string> Keys(TestEvidence evidence) =>
        [.. Encrypted(evidence).Select(static database => database.KmsKeyArn!).Distinct(StringComparer.Ordinal).OrderBy(static arn => arn, StringComparer.Ordinal)];

    /// <summary>Whether a key is one of the account.</summary>
    public static bool IsOwn(string keyArn, TestEvidence evidence) => keyArn.Split(':') is [_, _, _, _, var account, ..] && string.Equals(account, evidence.Target.AccountId, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        if (evidence.Databases.Failure is { } unread)
        {
            yield return NotRead(evidence, region, unread);
            yield break;
        }

        var keys = Keys(evidence);
        List<(string Fault, string Remedy)> faults = [.. keys.Select(arn => Fault(evidence, arn)).OfType<(string, string)>()];
        List<string> foreign = [.. keys.Where(arn => !IsOwn(arn, evidence))];
        yield return faults.Count > 0 ? Failed(evidence, region, string.Join(" ", faults.Select(static fault => fault.Fault)), string.Join(" ", faults.Select(static fault => fault.Remedy).Distinct(StringComparer.Ordinal)))
            : evidence.DatabaseKeys.Values.Select(static key => key.Failure).FirstOrDefault(static failure => failure is not null) is { } failure ? NotRead(evidence, region, failure)
            : foreign.Count > 0 ? Warning(
                evidence,
                region,
                $"{string.Join(" ", foreign.Select(arn => $"{Names(evidence, arn)} is encrypted with {arn}, a key of another account, which is not looked at from here."))}",
                $"See in that account that the key is enabled and that its policy lets {evidence.BackupRoleArn} use it.")
            : keys.Count > 0 ? Passed(evidence, region, $"{Counted.Of(keys.Count, "key")} of the databases that the selection means can be used: {string.Join(", ", keys)}.")
            : Skipped(evidence, region, "The selection means no database that is encrypted.");
    }

    private static List<Database> Encrypted(TestEvidence evidence) =>
        evidence.Databases.Failure is null ? [.. DatabasesMatched.Resolve(evidence, SelectionVerdictKind.Taken).Where(static database => database.KmsKeyArn is not null)] : [];

    private static (string Fault, string Remedy)? Fault(TestEvidence evidence, string arn)
    {
        if (!evidence.DatabaseKeys.TryGetValue(arn, out var read) || read.Failure is not null)
        {
            return null;
        }

        var (names, region) = (Names(evidence, arn), evidence.Target.Region);
        return read.Value switch
        {
            null => ($"The key {arn} of {names} is not there: RDS makes no snapshot of it.", $"Restore {names} from a snapshot that has another key."),
            { } key when key.KeyState != KeyState.Enabled => (
                $"The key {arn} of {names} is {key.KeyState}: RDS makes no snapshot of it.",
                key.KeyState == KeyState.PendingDeletion ? $"aws kms cancel-key-deletion --key-id {arn} --region {region}, then: aws kms enable-key --key-id {arn} --region {region}" : $"aws kms enable-key --key-id {arn} --region {region}"),
            { } key when key.KeyManager == KeyManagerType.AWS && LeavesTheAccount(evidence) => (
                $"The key {arn} of {names} is one of AWS's own, which no other account can use: the copies to {evidence.Options.CentralVaultArn} would fail.",
                $"Encrypt {names} with a customer managed key: copy a snapshot with that key (aws rds copy-db-snapshot --kms-key-id, or copy-db-cluster-snapshot), and restore the database from the copy."),
            _ => null,
        };
    }

    private static bool LeavesTheAccount(TestEvidence evidence) => evidence.Options.CentralVaultArn is { } central && !IsOwn(central, evidence);

    private static string Names(TestEvidence evidence, string arn) =>
        string.Join(", ", Encrypted(evidence).Where(database => string.Equals(database.KmsKeyArn, arn, StringComparison.Ordinal)).Select(static database => database.Identifier));
}
