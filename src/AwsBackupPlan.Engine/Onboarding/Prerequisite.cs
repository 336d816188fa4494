using AwsBackupPlan.Engine.Compliance;

namespace AwsBackupPlan.Engine.Onboarding;

/// <summary>A check of an account.</summary>
internal abstract class Prerequisite
{
    /// <summary>Its name.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it is checked in every Region, and not in the primary one alone.</summary>
    public virtual bool IsOfRegion => false;

    /// <summary>What it finds.</summary>
    public abstract IEnumerable<AccountCheck> Judge(TestEvidence evidence);

    /// <summary>What is found without looking, where nothing could be read at all.</summary>
    public AccountCheck Of(string accountId, string absName, string region, AccountCheckStatus status, string found, string? remedy = null) => new()
    {
        AccountId = accountId,
        AbsName = absName,
        Region = region,
        Check = Name,
        Status = status,
        Evidence = found,
        // What is no command is a comment, so that it can be pasted as it stands.
        Remedy = remedy is null || Remedies.IsScript(remedy) ? remedy : Remedies.Note(remedy),
    };

    protected AccountCheck Passed(TestEvidence evidence, string region, string found) => Of(evidence, region, AccountCheckStatus.Passed, found);

    protected AccountCheck Failed(TestEvidence evidence, string region, string found, string remedy) => Of(evidence, region, AccountCheckStatus.Failed, found, remedy);

    protected AccountCheck Warning(TestEvidence evidence, string region, string found, string? remedy = null) => Of(evidence, region, AccountCheckStatus.Warning, found, remedy);

    protected AccountCheck Information(TestEvidence evidence, string region, string found, string? remedy = null) => Of(evidence, region, AccountCheckStatus.Information, found, remedy);

    protected AccountCheck Skipped(TestEvidence evidence, string region, string found) => Of(evidence, region, AccountCheckStatus.Skipped, found);

    protected AccountCheck NotRead(TestEvidence evidence, string region, AccountFailure failure) => Of(evidence, region, AccountCheckStatus.NotRead, failure.Message, failure.Remedy);

    protected AccountCheck Of(TestEvidence evidence, string region, AccountCheckStatus status, string found, string? remedy = null) =>
        Of(evidence.Target.AccountId, evidence.Target.AbsName, region, status, found, remedy);
}
