using System.Text.Json;
using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Deployment;

namespace AwsBackupPlan.Engine.Protection;

/// <summary>A vault in another account that copies go to, and what could be read of its access policy.</summary>
/// <param name="Arn">The vault.</param>
/// <param name="IsRead">Whether its policy could be read: that takes the role of the module in its account, too.</param>
/// <param name="Policy">The policy; none where there is none, or no such vault.</param>
internal sealed record CentralVault(string Arn, bool IsRead, string? Policy)
{
    private const string CopyAction = "backup:CopyIntoBackupVault";

    private string Region => Arn.Split(':')[3];

    private string AccountId => Arn.Split(':')[4];

    private string Name => Arn.Split(':')[6];

    /// <summary>Reads the policy, as far as the caller can.</summary>
    public static async Task<CentralVault> ReadAsync(AccountSession session, string arn, CancellationToken cancellationToken)
    {
        var unread = new CentralVault(arn, IsRead: false, null);
        var target = session.Target with { AccountId = unread.AccountId, Region = unread.Region, CopyRegions = [] };
        try
        {
            using var central = await session.InAsync(target, SessionScope.PolicyOf(arn), cancellationToken).ConfigureAwait(false);
            return new CentralVault(arn, IsRead: true, await new BackupSetReader(central).ReadPolicyAsync(unread.Region, unread.Name, cancellationToken).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // Whatever keeps the policy from being read is no fault of the account that is worked on.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            session.Observer.Verbose($"The access policy of {arn} cannot be read: {AccountFailures.From(exception, target).Message} To let account {session.Target.AccountId} alone copy into the vault: {Command(unread, ForAccount(session.Target.AccountId, session.Partition))}");
            return unread;
        }
    }

    /// <summary>What the user should know when the policy could not be read; the same text for all accounts.</summary>
    public string? Warning => IsRead ? null :
        $"Whether the vault {Arn} lets accounts copy into it cannot be read from here: without that, backups succeed and their copies fail. In account {AccountId} it takes, with the id of your organization ('aws organizations describe-organization'): {Command(this, ForOrganization)}. That replaces a policy that is there; for one account alone, -Verbose shows the policy.";

    /// <summary>Why an account cannot copy into it; <see langword="null"/> when it can, or that is not known.</summary>
    public Obstacle? ObstacleFor(AccountTarget target)
    {
        if (!IsRead || (Policy is { } policy && Allows(policy, target.AccountId)))
        {
            return null;
        }

        var partition = Arn.Split(':')[1];
        return new Obstacle(
            "CentralVaultPolicyMissing",
            FailureCategory.PermissionDenied,
            $"would copy to {Arn}, {(Policy is null ? "which does not exist or has no access policy" : $"whose access policy does not let account {target.AccountId} do so")}: backups would succeed and their copies fail",
            $"Allow it in account {AccountId}, keeping the statements that are there: {Command(this, ForAccount(target.AccountId, partition))}; or for all accounts of the organization: {ForOrganization}.");
    }

    // Conditions, such as one on the organization, are taken to hold: they cannot be judged from here.
    private static bool Allows(string policy, string accountId)
    {
        try
        {
            var statements = JsonNode.Parse(policy)?["Statement"];
            return (statements is JsonArray list ? list : [statements?.DeepClone()]).OfType<JsonObject>().Any(statement =>
                Texts(statement["Effect"]).Contains("Allow", StringComparer.Ordinal)
                && Texts(statement["Action"]).Any(static pattern => Wildcards.IsMatch(pattern.ToLowerInvariant(), CopyAction.ToLowerInvariant()))
                && Texts(statement["Principal"] is JsonObject principal ? principal["AWS"] : statement["Principal"]).Any(one => one is "*" || string.Equals(one, accountId, StringComparison.Ordinal) || one.Contains($"::{accountId}:")));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(static item => item?.ToString()).OfType<string>()],
        _ => [node.ToString()],
    };

    private static string ForAccount(string accountId, string partition) => Statement($$"""{"AWS":"arn:{{partition}}:iam::{{accountId}}:root"}""", string.Empty);

    private static string ForOrganization => Statement("\"*\"", ""","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""");

    private static string Statement(string principal, string condition) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Sid":"CopiesIntoThisVault","Effect":"Allow","Principal":{{principal}},"Action":"{{CopyAction}}","Resource":"*"{{condition}}}]}""";

    private static string Command(CentralVault vault, string policy) => $"aws backup put-backup-vault-access-policy --region {vault.Region} --backup-vault-name {vault.Name} --policy '{policy}'";
}
