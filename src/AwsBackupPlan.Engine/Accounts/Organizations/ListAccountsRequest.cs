namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>Asks for a page of all accounts.</summary>
internal sealed class ListAccountsRequest(string? nextToken) : OrganizationsRequest("ListAccounts", null, null, nextToken);
