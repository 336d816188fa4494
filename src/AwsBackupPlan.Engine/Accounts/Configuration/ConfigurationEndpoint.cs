using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using static Amazon.Runtime.Internal.Endpoints.StandardLibrary.Fn;

namespace AwsBackupPlan.Engine.Accounts.Configuration;

/// <summary>The service's endpoint rules: it answers in every Region.</summary>
internal sealed class ConfigurationEndpoint : IEndpointProvider
{
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
        var service = parameters["UseFIPS"] is true && partition.name is not "aws-us-gov" ? "config-fips" : "config";
        return new Endpoint($"https://{service}.{region}.{(parameters["UseDualStack"] is true ? partition.dualStackDnsSuffix : partition.dnsSuffix)}");
    }
}
