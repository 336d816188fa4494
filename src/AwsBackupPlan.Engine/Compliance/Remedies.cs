using System.Text.RegularExpressions;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Compliance.Evidence;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;
using AwsBackupPlan.Engine.Showing;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>
/// What puts things right, as it can be pasted into PowerShell: a command on each line. What is to be read, or wants a choice of the reader, is a comment as a whole. Commands say how the backup set is
/// deployed and what the report itself was given, so that they change nothing but what they are for.
/// </summary>
internal static class Remedies
{
    private const string DefaultRoleName = "Xacnt_Backup_Role";

    private static readonly DeploymentOptions Defaults = new();

    // What PowerShell takes as it stands: nothing that begins a variable, an array, a splat or a comment, and no number that would lose its zeros.
    private static readonly Regex Bare = new(@"\A(?:[A-Za-z/][A-Za-z0-9_./:*=+-]*|[1-9][0-9]*)\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Lines one after the other; those that are <see langword="null"/> or empty are left out.</summary>
    public static string Lines(params string?[] lines) => string.Join("\n", lines.Where(static line => !string.IsNullOrEmpty(line)));

    /// <summary>What is to be read. Whatever AWS says in it stays on the line of the comment.</summary>
    public static string Note(string text) => $"# {PlainText.Of(InWords(text)).Trim()}";

    /// <summary>Several remedies of the same kind, each once, and so each line of theirs where they are to be pasted.</summary>
    public static string All(IEnumerable<string?> remedies)
    {
        var all = remedies.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return all.Exists(IsScript) ? string.Join("\n", all.SelectMany(static remedy => remedy.Split('\n')).Distinct(StringComparer.Ordinal)) : string.Join(" ", all);
    }

    /// <summary>Whether a remedy is lines to be pasted, and no text. It then begins with a comment.</summary>
    public static bool IsScript(string remedy) => remedy.StartsWith("# ", StringComparison.Ordinal);

    /// <summary>A remedy as lines to be pasted: one that is a text becomes a comment.</summary>
    public static string Script(string remedy) => IsScript(remedy) ? remedy : Note(remedy);

    /// <summary>Commands of the AWS CLI, with the account whose credentials they want.</summary>
    public static string InAccount(string accountId, params string[] commands) => Lines([$"# With credentials of account {accountId}:", .. commands]);

    /// <summary>A text as PowerShell takes it for one word.</summary>
    public static string Word(string text) => Bare.IsMatch(text) ? text : $"'{Regex.Replace(text, "['\u2018\u2019\u201A\u201B]", "$0$0", RegexOptions.None, TimeSpan.FromSeconds(1))}'";

    /// <summary>Several such words as one list.</summary>
    public static string Words(IEnumerable<string> texts) => string.Join(",", texts.Select(Word));

    /// <summary>Brings a backup set to its desired state, with whatever else is asked for. What is of no backup set of the module cannot be brought there.</summary>
    /// <param name="evidence">The account.</param>
    /// <param name="absName">The backup set; empty where there is none.</param>
    /// <param name="more">More parameters.</param>
    /// <param name="copyRegions">Where copies are to go; where they go now when <see langword="null"/>.</param>
    public static string Deploy(AccountEvidence evidence, string absName, string more = "", IReadOnlyList<string>? copyRegions = null) =>
        !IsSet(evidence, absName) ? Note("It belongs to no backup set of this module: put it right where it was made, or have a backup set take its place (New-XacntBackupPlan).")
        : DeployCommand(evidence, absName, more, copyRegions) is { } command ? Lines(more.Length == 0 ? null : Drift(evidence, absName), command)
        : Note($"Choose where copies are to go, and say so with -CopyRegion: New-XacntBackupPlan {Account(evidence, absName)}{Deployment(evidence, absName)}{More(more)}");

    /// <summary>The same within a comment, of which the reader has to do something first.</summary>
    public static string DeployInWords(AccountEvidence evidence, string absName, string more = "") =>
        DeployCommand(evidence, absName, more, null) ?? $"New-XacntBackupPlan {Account(evidence, absName)}{Deployment(evidence, absName)}{More(more)}, and with -CopyRegion";

    /// <summary>Shows how a backup set differs from its desired state.</summary>
    public static string Compare(AccountEvidence evidence, string absName, IReadOnlyList<string>? copyRegions = null) =>
        $"Compare-XacntBackupPlan {Account(evidence, absName)}{(CopyRegion(evidence, absName, copyRegions) is { } copies ? $" -CopyRegion {copies}" : string.Empty)}{Deployment(evidence, absName)}";

    /// <summary>Locks the vaults of a backup set.</summary>
    public static string Lock(AccountEvidence evidence, string absName, string limits) => $"Set-XacntVaultLock {Account(evidence, absName)}{TagKey(evidence)} {limits}";

    /// <summary>Backs a database up.</summary>
    public static string BackUp(AccountEvidence evidence, string absName, string resourceArn) => IsSet(evidence, absName)
        ? $"Start-XacntBackupJob {Account(evidence, absName)} -ResourceArn {Word(resourceArn)}{TagKey(evidence)}{BackupRole(evidence)}"
        : Note($"Choose the vault that the backup is to go into, and how long it is kept: Start-XacntBackupJob {Account(evidence, string.Empty)} -ResourceArn {Word(resourceArn)}{BackupRole(evidence)}, and with -BackupVaultName and -RetentionDays");

    /// <summary>Copies the newest backup of a database.</summary>
    public static string Copy(AccountEvidence evidence, string resourceArn, RegionalProtectionInfo place)
    {
        var newest = $"Get-XacntRecoveryPoint {Account(evidence, string.Empty)} -ResourceArn {Word(resourceArn)} -Latest | Where-Object Region -eq {evidence.Target.Region} | Start-XacntCopyJob{Caller(evidence.Target)}{TagKey(evidence)}{BackupRole(evidence)}";
        return string.Equals(place.AccountId, evidence.Target.AccountId, StringComparison.Ordinal) ? $"{newest} -CopyRegion {place.Region}"
            : place.VaultName is { } vault ? $"{newest} -DestinationVaultArn {Word($"arn:{evidence.Partition}:backup:{place.Region}:{place.AccountId}:backup-vault:{vault}")}"
            : Note($"Name the vault of account {place.AccountId} in {place.Region}: {newest}, and with -DestinationVaultArn");
    }

    /// <summary>Shows jobs.</summary>
    public static string Jobs(AccountEvidence evidence, string which) => $"Get-XacntBackupJob {Account(evidence, string.Empty)} {which}";

    /// <summary>A cmdlet that is about a backup set, or all of an account where the name is empty.</summary>
    public static string Of(string cmdlet, AccountTarget target, string absName, string more = "") => $"{cmdlet} {Account(target, absName)}{More(more)}";

    /// <summary>A remedy as one sentence after another, for a message.</summary>
    public static string InWords(string? remedy) => string.Join(" ", (remedy ?? string.Empty).Split('\n').Select(static line => line.StartsWith("# ", StringComparison.Ordinal) ? line.Substring(2) : line));

    /// <summary>Gives a database the tag of a backup set.</summary>
    public static string Tag(AccountEvidence evidence, Monitoring.Database database, string absName) => InAccount(
        evidence.Target.AccountId,
        $"aws rds add-tags-to-resource --region {evidence.Target.Region} --resource-name {Word(database.Arn)} --tags {Word($"Key={evidence.Deployment.TagKey},Value={absName}")}");

    /// <summary>Whether there can be a backup set of that name, and nothing that is somebody else's has its plan's name.</summary>
    public static bool IsSet(AccountEvidence evidence, string absName) =>
        AccountPatterns.AbsName.IsMatch(absName)
        && (evidence.Plans.Failure is not null || !evidence.Plans.Value.Any(plan => string.Equals(plan.Name, new ResourceNames(absName).Plan, StringComparison.Ordinal)) || PlanOf(evidence, absName) is not null);

    /// <summary>The plan of a backup set; <see langword="null"/> where there is none, or it could not be read.</summary>
    public static DeployedPlan? PlanOf(AccountEvidence evidence, string absName) => evidence.Plans.Failure is not null ? null : evidence.Plans.Value.FirstOrDefault(plan =>
        string.Equals(plan.Name, new ResourceNames(absName).Plan, StringComparison.Ordinal) && new OwnershipTag(evidence.Deployment.TagKey, absName).Of(plan.Tags) == Ownership.Own);

    private static string? DeployCommand(AccountEvidence evidence, string absName, string more, IReadOnlyList<string>? copyRegions) =>
        CopyRegion(evidence, absName, copyRegions) is { } copies ? $"New-XacntBackupPlan {Account(evidence, absName)} -CopyRegion {copies}{Deployment(evidence, absName)}{More(more)}" : null;

    // Where copies go, the plan tells; where there is none, whoever asked, or the module's default.
    private static string? CopyRegion(AccountEvidence evidence, string absName, IReadOnlyList<string>? wanted)
    {
        var target = evidence.Target;
        var regions = wanted ?? (PlanOf(evidence, absName) is { } plan ? [.. plan.CopyRegions(target.AccountId, new ResourceNames(absName).Vault)] : target.CopyRegions);
        return regions.Count > 0 ? Words(regions) : wanted is null && target.CopyRegionsAreDefault && PlanOf(evidence, absName) is null ? null : "none";
    }

    private static string Account(AccountEvidence evidence, string absName) => Account(evidence.Target, absName);

    private static string Account(AccountTarget target, string absName) =>
        $"-AccountId {Word(target.AccountId)}{(absName.Length == 0 ? string.Empty : $" -AbsName {Word(absName)}")} -Region {Word(target.Region)}{Caller(target)}";

    // An external id is for nobody to see.
    private static string Caller(AccountTarget target) =>
        Other("RoleName", target.RoleName, DefaultRoleName) + (target.ExternalId is null ? string.Empty : " -ExternalId $externalId");

    private static string TagKey(AccountEvidence evidence) => Other(nameof(DeploymentOptions.TagKey), evidence.Deployment.TagKey, Defaults.TagKey);

    private static string BackupRole(AccountEvidence evidence) => Other(nameof(DeploymentOptions.BackupRoleName), evidence.Deployment.BackupRoleName, Defaults.BackupRoleName);

    private static string Deployment(AccountEvidence evidence, string absName) => string.Concat(
        TagKey(evidence),
        BackupRole(evidence),
        Other(nameof(DeploymentOptions.KeyAlias), evidence.Deployment.KeyAlias, null),
        Other(nameof(DeploymentOptions.PlanParameterName), evidence.Deployment.PlanParameterName, Defaults.PlanParameterName),
        Other(nameof(DeploymentOptions.CentralVaultArn), PlanOf(evidence, absName)?.CentralVaultArn(), null));

    private static string Other(string parameter, string? value, string? ofDefault) => value is null || string.Equals(value, ofDefault, StringComparison.Ordinal) ? string.Empty : $" -{parameter} {Word(value)}";

    private static string More(string more) => more.Length == 0 ? string.Empty : $" {more}";

    private static string? Drift(AccountEvidence evidence, string absName) =>
        evidence.Sets.Failure is null && evidence.Sets.Value.Any(set => string.Equals(set.AbsName, absName, StringComparison.Ordinal) && set.Comparison is { Failure: null, Value.Status: ComparisonStatus.Different })
            ? Note($"It also brings back what has drifted from the plan document: {Compare(evidence, absName)}")
            : null;
}
