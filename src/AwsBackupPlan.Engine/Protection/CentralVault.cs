using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>A vault in another account, as one account sees it that is to copy there.</summary>
/// <param name="Reading">What could be read of it.</param>
/// <param name="Access">Whether its policy lets the account in.</param>
/// <param name="Reasons">What that hangs on and is not known, or which statements deny it.</param>
/// <param name="Accounts">The accounts that are not known to get in, this one and those that came before it: whoever pastes a policy is to let them all in.</param>
internal sealed record CentralVault(CentralVaultReading Reading, CopyAccess Access, IReadOnlyCollection<string> Reasons, IReadOnlyList<string> Accounts)
{
    private const string OfAccounts = "CopiesOfAccounts";
    private const string OfOrganization = "CopiesOfOrganization";

    // Beside it a message has to have room for what it is about.
    private const int LongestCommand = 3_000;

    private string Arn => Reading.Arn;

    /// <summary>What the user should know when it could not be read.</summary>
    public IReadOnlyList<string> Warnings => Reading switch
    {
        { IsRead: false } => [$"Whether the vault {Arn} lets accounts copy into it, and whether it is locked, cannot be read from here: without the one, and with a lock that refuses the retention, backups succeed and their copies fail. In account {Reading.AccountId} it takes: {ForAll ?? ForThese}. That replaces a policy that is there."],
        { IsLockRead: false } => [.. DoubtfulAccess(), $"Whether the vault {Arn} is locked cannot be read from here: where its lock refuses the retention, backups succeed and their copies fail. To have that checked, allow the role backup:DescribeBackupVault on the vault in account {Reading.AccountId}."],
        _ => DoubtfulAccess(),
    };

    /// <summary>What allows one account alone to copy into it, where it is not known whether it can.</summary>
    public string? Detail => Reading.IsRead ? null : $"The access policy of {Arn} cannot be read: {Reading.Fault} To let account {string.Join(", ", Accounts)} alone copy into the vault: {ForThese}";

    /// <summary>Why an account cannot copy into it; <see langword="null"/> when it can, or that is not known.</summary>
    public Obstacle? ObstacleFor(AccountTarget target, DesiredState desired)
    {
        if (Reading.IsRead && Access is CopyAccess.NotAllowed or CopyAccess.Denied)
        {
            return new Obstacle(
                "CentralVaultPolicyMissing",
                FailureCategory.PermissionDenied,
                $"would copy to {Arn}, {(Reading.Policy is null ? "which does not exist or has no access policy" : $"whose access policy does not let account {target.AccountId} do so")}: backups would succeed and their copies fail",
                Access == CopyAccess.Denied ? $"Change the statement {string.Join(", ", Reasons)}{(Reasons.Count == 0 ? string.Empty : " ")}that denies {CopyAccessCheck.Action} to account {target.AccountId} in the policy of the vault, in account {Reading.AccountId}; whatever else is in the policy, a Deny stands above it." : Remedy());
        }

        // Of copies alone: its own backups are made in another account.
        return Reading.Lock is { Mode: not VaultLockMode.None } state && RetentionCheck.Refused(desired.Plan, planRegion: string.Empty, Arn, state) is { Count: > 0 } refused
            ? new Obstacle(
                "RetentionOutsideVaultLock",
                FailureCategory.InvalidOperation,
                $"would copy to {Arn}, {state}, which makes fail {(desired.IsSecret ? "what the plan document puts there" : string.Join(" and ", refused))}",
                "Change the retention to what the lock takes, in the plan document or with -DeleteAfterDays, or copy to another vault.")
            : null;
    }

    private IReadOnlyList<string> DoubtfulAccess() => Access != CopyAccess.NotKnown
        ? []
        : [$"Whether the access policy of the vault {Arn} lets accounts copy into it cannot be told from here: it hangs on {(Reasons.Count == 0 ? "a policy that cannot be understood" : string.Join(", ", Reasons))}. Where it does not, backups succeed and their copies fail."];

    private string Remedy()
    {
        var kept = Reading.Policy is null ? string.Empty : ", which keeps the statements that are there";
        return $"Allow it in account {Reading.AccountId}{kept}: {ForThese}{(ForAll is { } all ? $"; or for all accounts of the organization: {all}" : string.Empty)}.";
    }

    private string ForThese => Change(OfAccounts, Statement(new JsonObject { ["AWS"] = Principals(Accounts.Select(account => $"arn:{Arn.Split(':')[1]}:iam::{account}:root")) }));

    private string? ForAll
    {
        get
        {
            if (Reading.OrganizationId is not { } organization)
            {
                return null;
            }

            var statement = Statement(JsonValue.Create("*"));
            statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { ["aws:PrincipalOrgID"] = organization } };
            return Change(OfOrganization, statement);
        }
    }

    private static JsonObject Statement(JsonNode principal) => new() { ["Effect"] = "Allow", ["Principal"] = principal, ["Action"] = CopyAccessCheck.Action, ["Resource"] = "*" };

    private static JsonNode Principals(IEnumerable<string> arns) => arns.ToList() is [var only] ? JsonValue.Create(only) : new JsonArray([.. arns.Select(static arn => (JsonNode?)JsonValue.Create(arn))]);

    // The serializer writes no apostrophe as it is, so that shells take the text as one word.
    private string Change(string sid, JsonObject statement)
    {
        var document = (Reading.Policy is { } there ? AccessPolicy.Read(there) : null) ?? AccessPolicy.Empty;
        var statements = AccessPolicy.Statements(document);
        if (statements.FirstOrDefault(one => string.Equals(AccessPolicy.Sid(one), sid, StringComparison.Ordinal)) is JsonObject own)
        {
            statements.Remove(own);
            if (string.Equals(sid, OfAccounts, StringComparison.Ordinal))
            {
                var before = AccessPolicy.Texts(own["Principal"] is JsonObject kinds ? kinds["AWS"] : own["Principal"]);
                statement["Principal"] = new JsonObject { ["AWS"] = Principals(before.Concat(AccessPolicy.Texts(statement["Principal"]!["AWS"])).Distinct(StringComparer.Ordinal).OrderBy(static arn => arn, StringComparer.Ordinal)) };
            }
        }

        var added = new JsonObject { ["Sid"] = sid };
        foreach (var member in statement.ToList())
        {
            added[member.Key] = member.Value!.DeepClone();
        }

        statements.Add((JsonNode)added);
        var command = $"aws backup put-backup-vault-access-policy --region {Reading.Region} --backup-vault-name {Reading.VaultName} --policy '{document.ToJsonString()}'";
        return command.Length <= LongestCommand ? command : $"add to the statements of the policy of vault {Reading.VaultName} in {Reading.Region}, which are too many to print here, {added.ToJsonString()}";
    }
}
