using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Tests.Accounts;

public sealed class ConnectionOptionsValidatorTests
{
    [Fact]
    public void The_defaults_have_no_faults() => Assert.Empty(ConnectionOptionsValidator.Validate(new ConnectionOptions()));

    public static TheoryData<string, ConnectionOptions> Faulty => new()
    {
        { "SecretKey", new() { AccessKey = "AKIDEXAMPLE" } },
        { "AccessKey", new() { SecretKey = "hidden-value" } },
        { "SessionToken", new() { SessionToken = "hidden-value" } },
        { "RoleSessionName", new() { RoleSessionName = "x" } },
        { "RoleSessionName", new() { RoleSessionName = "a session" } },
        { "SessionDuration", new() { SessionDuration = TimeSpan.FromMinutes(14) } },
        { "SessionDuration", new() { SessionDuration = TimeSpan.FromHours(13) } },
        { "Partition", new() { Partition = "amazon" } },
        { "EndpointUrl", new() { EndpointUrl = new Uri("localhost:4566") } },
        { "EndpointUrl", new() { EndpointUrl = new Uri("/path", UriKind.Relative) } },
    };

    [Theory]
    [MemberData(nameof(Faulty), DisableDiscoveryEnumeration = true)]
    public void An_option_that_cannot_be_is_a_fault_and_no_fault_holds_a_secret(string parameterName, ConnectionOptions options)
    {
        ParameterFault fault = Assert.Single(ConnectionOptionsValidator.Validate(options));

        Assert.Equal(parameterName, fault.ParameterName);
        Assert.DoesNotContain("hidden-value", fault.Message, StringComparison.Ordinal);
    }
}
