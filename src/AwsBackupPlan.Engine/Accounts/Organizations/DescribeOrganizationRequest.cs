namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>Asks for the organization: the answer has one.</summary>
internal sealed class DescribeOrganizationRequest() : OrganizationsRequest("DescribeOrganization", null, null, null);
