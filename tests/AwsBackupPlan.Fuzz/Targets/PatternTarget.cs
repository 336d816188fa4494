using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Fuzz.Targets;

/// <summary>Wildcard patterns of names, and the names that are held against them: the two parts at the last line break.</summary>
internal sealed class PatternTarget : FuzzTarget
{
    private const int LongestName = 256;

    public override string Name => "pattern";

    protected internal override IReadOnlyList<string> Samples { get; } =
    [
        "pay*\npayroll", "*\npayroll", "p?yr[a-o]ll\npayroll", "`*a\n*a", "*a*b*c*\nxaybzc", "[abc]*[!d]\nabc", "*?*?*\npayroll-payroll-payroll", "Prod*-[0-9][0-9]\nProduction-12",
    ];

    protected internal override IReadOnlyList<string> Words { get; } = ["*a*a*a*a*a*a*a*a*b", "*?", "[a-", "[]", "[^a]", "[-]", "[]]", "`[", "`", "*a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "[z-a]", "[a-z-9]", "[\\d]", "[a&&b]", "[a-[b]]"];

    public override Task TakeAsync(string input)
    {
        var end = input.LastIndexOf('\n');
        var (text, name) = end < 0 ? (input, input) : (input[..end], input[(end + 1)..]);
        // AWS has no longer names and values of tags.
        name = name.Length > LongestName ? name[..LongestName] : name;
        var fault = AbsNamePattern.Fault(text);
        foreach (var ignoresCase in (bool[])[false, true])
        {
            try
            {
                var pattern = AbsNamePattern.Parse(text, ignoresCase);
                Demand(fault is null, "A pattern with a fault is read.");
                var isMatch = pattern.IsMatch(name);
                Demand(!pattern.IsLiteral || ignoresCase || input.Length > LongestName || text.Contains('`', StringComparison.Ordinal) || isMatch == string.Equals(text, name, StringComparison.Ordinal), "A pattern without wildcards fits something else.");
            }
            catch (FormatException)
            {
                Demand(fault is not null, "A pattern without a fault is refused.");
            }
        }

        return Task.CompletedTask;
    }
}
