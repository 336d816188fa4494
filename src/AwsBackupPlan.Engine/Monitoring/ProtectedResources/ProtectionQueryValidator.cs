using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Teardown;

namespace AwsBackupPlan.Engine.Monitoring.ProtectedResources;

/// <summary>Checks a query before anything is called.</summary>
public static class ProtectionQueryValidator
{
    /// <summary>What is wrong; nothing when empty.</summary>
    public static IReadOnlyList<ParameterFault> Validate(ProtectionQuery query) =>
    [
        .. TeardownOptionsValidator.Validate(new TeardownOptions { TagKey = query.TagKey }),
        .. ResourcePatterns.Validate(query.Resources),
    ];
}
