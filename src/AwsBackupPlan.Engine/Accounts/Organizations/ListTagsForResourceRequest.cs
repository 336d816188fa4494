namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>Asks for a page of the tags of an account.</summary>
internal sealed class ListTagsForResourceRequest(string resourceId, string? nextToken) : OrganizationsRequest("ListTagsForResource", "ResourceId", resourceId, nextToken);
