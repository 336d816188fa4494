namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>Asks for a page of the roots: there is one.</summary>
internal sealed class ListRootsRequest(string? nextToken) : OrganizationsRequest("ListRoots", null, null, nextToken);
