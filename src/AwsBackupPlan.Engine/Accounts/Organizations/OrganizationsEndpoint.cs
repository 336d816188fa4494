using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using static Amazon.Runtime.Internal.Endpoints.StandardLibrary.Fn;

namespace AwsBackupPlan.Engine.Accounts.Organizations;

/// <summary>The service's endpoint rules: it is global, and answers in one Region of each partition.</summary>
internal sealed class OrganizationsEndpoint : IEndpointProvider
{
    private static readonly Dictionary<string, string> Regions = new(StringComparer.Ordinal)
    {
        ["aws"] = "us-east-1",
        ["aws-cn"] = "cn-northwest-1",
        ["aws-us-gov"] = "us-gov-west-1",
        ["aws-iso"] = "us-iso-east-1",
        ["aws-iso-b"] = "us-isob-east-1",
        ["aws-iso-e"] = "eu-isoe-west-1",
        ["aws-iso-f"] = "us-isof-south-1",
        ["aws-eusc"] = "eusc-de-east-1",
    };

    /// <summary>The Region in which the service answers, or <see langword="null"/> for a partition that is not known.</summary>
    public static string? RegionOf(string partition) => Regions.TryGetValue(partition, out var region) ? region : null;

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } url)
        {
            return new Endpoint(url);
        }

        if (parameters["Region"] is not string { Length: > 0 } region || Partition(region) is not { } partition)
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        // In aws-us-gov the usual endpoint is the FIPS one.
        var service = parameters["UseFIPS"] is true && partition.name is not "aws-us-gov" ? "organizations-fips" : "organizations";
        return new Endpoint($"https://{service}.{region}.{(parameters["UseDualStack"] is true ? partition.dualStackDnsSuffix : partition.dnsSuffix)}");
    }
}
