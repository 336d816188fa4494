namespace AwsBackupPlan.Simulator.Ssm;

/// <summary>One version of a parameter.</summary>
/// <param name="Number">The version, from 1.</param>
/// <param name="Type"><c>String</c>, <c>StringList</c> or <c>SecureString</c>.</param>
/// <param name="Value">The value, in the clear.</param>
/// <param name="KeyId">The key of a SecureString.</param>
/// <param name="Tier"><c>Standard</c> or <c>Advanced</c>.</param>
/// <param name="DataType">The data type, <c>text</c> as a rule.</param>
/// <param name="Description">The description.</param>
/// <param name="AllowedPattern">What values must match.</param>
/// <param name="LastModifiedDate">When it was put.</param>
/// <param name="LastModifiedUser">Who put it.</param>
internal sealed record ParameterVersion(
    long Number,
    string Type,
    string Value,
    string? KeyId,
    string Tier,
    string DataType,
    string? Description,
    string? AllowedPattern,
    DateTimeOffset LastModifiedDate,
    string LastModifiedUser);
