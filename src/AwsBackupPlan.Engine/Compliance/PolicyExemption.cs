using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>An exemption of a policy.</summary>
/// <param name="Control">The control's name, or a wildcard pattern of names.</param>
/// <param name="AccountId">The account, or <c>*</c>.</param>
/// <param name="Resource">ARN or name of what is exempt, or a wildcard pattern.</param>
/// <param name="Exemption">Why, by whom, and until when.</param>
internal sealed record PolicyExemption(string Control, string AccountId, string Resource, ComplianceExemption Exemption)
{
    private readonly AbsNamePattern _control = AbsNamePattern.Parse(Control, ignoresCase: true);
    private readonly AbsNamePattern _account = AbsNamePattern.Parse(AccountId);
    private readonly AbsNamePattern _resource = AbsNamePattern.Parse(Resource);

    /// <summary>Whether it is about a finding.</summary>
    public bool Covers(ComplianceFinding finding) =>
        _account.IsMatch(finding.AccountId) && _control.IsMatch(finding.Control) && (_resource.IsMatch(finding.ResourceArn) || _resource.IsMatch(finding.ResourceName));

    /// <summary>Whether it does not hold any more. It holds until its last day (UTC) is over.</summary>
    public bool HasExpired(DateTimeOffset now) => now >= Exemption.Expires.AddDays(1);
}
