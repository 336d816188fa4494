using AwsBackupPlan.Engine.Accounts.Sessions;

namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>Checks a query before any call.</summary>
public static class AccountQueryValidator
{
    /// <summary>The parameter that <see cref="AccountQuery.OrganizationalUnits"/> comes from.</summary>
    private const string UnitParameter = "OrganizationalUnit";

    /// <summary>Everything that is wrong with <paramref name="query"/>; empty when nothing is.</summary>
    public static IReadOnlyList<ParameterFault> Validate(AccountQuery query)
    {
        List<ParameterFault> faults =
        [
            .. Faults(UnitParameter, query.OrganizationalUnits, UnitReference.Fault),
            .. Faults("Name", query.Names, PatternFault),
            .. Faults("Tag", query.Tags.Keys, TagRules.KeyFault),
            .. query.Tags.Where(static tag => tag.Value.Count == 0).Select(static tag => new ParameterFault("Tag", $"'{tag.Key}' has no value. Give one, or '*' for any.")),
            .. Faults("Tag", query.Tags.Values.SelectMany(static values => values), AbsNamePattern.Fault),
        ];
        if (query.AbsNameTag is { } key && TagRules.KeyFault(key) is { } fault)
        {
            faults.Add(new ParameterFault("AbsNameTag", fault));
        }

        return faults;
    }

    private static IEnumerable<ParameterFault> Faults(string parameter, IEnumerable<string> values, Func<string, string?> faultOf) =>
        values.Select(faultOf).Where(static fault => fault is not null).Select(fault => new ParameterFault(parameter, fault!));

    private static string? PatternFault(string pattern) => pattern.Length == 0 ? "A name is empty. Give one, or leave the parameter out for all." : AbsNamePattern.Fault(pattern);
}
