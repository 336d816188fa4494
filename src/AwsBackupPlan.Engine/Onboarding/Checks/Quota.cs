using System.Globalization;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>A count against a quota of AWS Backup. The documented one: whether it was raised for the account cannot be read without Service Quotas.</summary>
internal abstract class Quota(string name, string noun, int most) : Prerequisite
{
    // From here on it should be known.
    private const double Near = 0.9;

    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <summary>Judges a count.</summary>
    /// <param name="evidence">What was read.</param>
    /// <param name="region">Where.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="more">How many more the set would make.</param>
    protected AccountCheck Judge(TestEvidence evidence, string region, int count, int more)
    {
        var found = $"{Text(count)} of {Text(most)} {noun}{(more > 0 ? $", and {Text(more)} more to be made" : string.Empty)}";
        var remedy = $"Delete what is no longer needed, or have the quota raised in {region}: it is one of AWS Backup's in Service Quotas.";
        // A quota that was raised looks just so: for it nothing is kept from being made. What is too many AWS refuses.
        return count + more > most ? Warning(evidence, region, $"{found}, which is more than AWS's documented quota. It may have been raised for the account.", remedy)
            : count + more >= most * Near ? Warning(evidence, region, $"{found}.", remedy)
            : Passed(evidence, region, $"{found}.");
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
