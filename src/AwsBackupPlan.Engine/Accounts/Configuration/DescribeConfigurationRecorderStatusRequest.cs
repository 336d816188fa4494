using Amazon.Runtime;

namespace AwsBackupPlan.Engine.Accounts.Configuration;

/// <summary>Asks whether AWS Config records in a Region. Its class is named after its operation.</summary>
internal sealed class DescribeConfigurationRecorderStatusRequest : AmazonWebServiceRequest;
