using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Tests.Accounts;

public sealed class ConnectionOptionsValidatorTests
{
    private const string Role = "arn:aws:iam::333333333333:role/Operations";

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
        { "RoleArn", new() { RoleArns = ["Operations"] } },
        { "RoleArn", new() { RoleArns = ["arn:aws:iam::33333333333:role/Operations"] } },
        { "RoleArn", new() { RoleArns = ["arn:aws:sts::333333333333:assumed-role/Operations/me"] } },
        { "RoleArn", new() { RoleArns = ["arn:aws:iam::333333333333:role/Operations"], Partition = "aws-cn" } },
        { "SessionDurationSeconds", new() { RoleArns = ["arn:aws:iam::333333333333:role/Operations"], SessionDuration = TimeSpan.FromSeconds(3601) } },
        { "RoleArnExternalId", new() { RoleArnExternalIds = ["hidden-value"] } },
        { "RoleArnExternalId", new() { RoleArns = [Role], RoleArnExternalIds = ["hidden-value", "hidden-value"] } },
        { "RoleArnExternalId", new() { RoleArns = [Role, Role], RoleArnExternalIds = ["hidden-value"] } },
        { "RoleArnExternalId", new() { RoleArns = [Role], RoleArnExternalIds = ["hidden-value!"] } },
        { "RoleArnExternalId", new() { RoleArns = [Role, Role], RoleArnExternalIds = [null, "h"] } },
        { "SessionTag", new() { SessionTags = [.. Enumerable.Range(0, 51).Select(static number => new KeyValuePair<string, string>($"k{number}", string.Empty))] } },
        { "SessionTag", new() { SessionTags = [new(string.Empty, "a")] } },
        { "SessionTag", new() { SessionTags = [new("aws:a", "a")] } },
        { "SessionTag", new() { SessionTags = [new(new string('k', 129), "a")] } },
        { "SessionTag", new() { SessionTags = [new("a", new string('v', 257))] } },
        { "SessionTag", new() { SessionTags = [new("a", "b!")] } },
        { "SessionTag", new() { SessionTags = [new("Team", "a"), new("team", "b")] } },
        { "TransitiveTagKey", new() { SessionTags = [new("Team", "a")], TransitiveTagKeys = ["Cost"] } },
        { "SourceIdentity", new() { SourceIdentity = "j" } },
        { "SourceIdentity", new() { SourceIdentity = "aws.jane doe" } },
    };

    [Fact]
    public void What_AWS_takes_of_roles_tags_and_source_identity_is_no_fault() => Assert.Empty(ConnectionOptionsValidator.Validate(new ConnectionOptions
    {
        RoleArns = ["arn:aws:iam::333333333333:role/Operations", "arn:aws:iam::333333333333:role/a/path/Backup"],
        RoleArnExternalIds = [string.Empty, "ticket:47/11@example.com"],
        SessionTags = [new("Team", "Überwachung und Sicherung"), new(new string('k', 128), new string('v', 256)), new("empty", string.Empty)],
        TransitiveTagKeys = ["team"],
        SourceIdentity = "jane@example.com",
    }));

    [Theory]
    [MemberData(nameof(Faulty), DisableDiscoveryEnumeration = true)]
    public void An_option_that_cannot_be_is_a_fault_and_no_fault_holds_a_secret(string parameterName, ConnectionOptions options)
    {
        ParameterFault fault = Assert.Single(ConnectionOptionsValidator.Validate(options));

        Assert.Equal(parameterName, fault.ParameterName);
        Assert.DoesNotContain("hidden-value", fault.Message, StringComparison.Ordinal);
    }
}
