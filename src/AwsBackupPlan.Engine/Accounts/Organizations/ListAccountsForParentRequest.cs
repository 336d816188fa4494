namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>Asks for a page of the accounts that lie directly in the root or a unit.</summary>
internal sealed class ListAccountsForParentRequest(string parentId, string? nextToken) : OrganizationsRequest("ListAccountsForParent", "ParentId", parentId, nextToken);
