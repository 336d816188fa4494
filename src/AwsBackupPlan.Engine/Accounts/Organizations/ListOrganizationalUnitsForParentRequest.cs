namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>Asks for a page of the units that lie directly in the root or a unit.</summary>
internal sealed class ListOrganizationalUnitsForParentRequest(string parentId, string? nextToken) : OrganizationsRequest("ListOrganizationalUnitsForParent", "ParentId", parentId, nextToken);
