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

    /// <summary>Whether nothing at all would be judged.</summary>
    public bool IsOfEverything => CompliancePolicy.ControlNames.All(_control.IsMatch) && AccountId.All(static character => character is '*') && Resource.All(static character => character is '*');

    /// <summary>Whether it is about a finding.</summary>
    /// <remarks>Names of findings say more where a vault or an account belongs to it: the name alone is the end of the ARN.</remarks>
    public bool Covers(ComplianceFinding finding) =>
        IsFor(finding.AccountId) && _control.IsMatch(finding.Control)
        && (_resource.IsMatch(finding.ResourceArn) || _resource.IsMatch(finding.ResourceName) || _resource.IsMatch(finding.ResourceArn.Substring(finding.ResourceArn.LastIndexOf(':') + 1)));

    /// <summary>Whether it is for an account.</summary>
    public bool IsFor(string accountId) => _account.IsMatch(accountId);

    /// <summary>Whether it is for a control.</summary>
    public bool IsForControl(string control) => _control.IsMatch(control);

    /// <summary>Whether another one is the same with another day, reason or owner.</summary>
    public bool IsAgain(PolicyExemption other) =>
        string.Equals(Control, other.Control, StringComparison.OrdinalIgnoreCase) && string.Equals(AccountId, other.AccountId, StringComparison.Ordinal) && string.Equals(Resource, other.Resource, StringComparison.Ordinal);

    /// <summary>Whether it does not hold any more. It holds until its last day (UTC) is over.</summary>
    public bool HasExpired(DateTimeOffset now) => now.UtcDateTime.Date > Exemption.Expires.UtcDateTime.Date;
}
