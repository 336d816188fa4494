using AwsBackupPlan.Fuzz;

namespace AwsBackupPlan.Engine.Tests.Fuzzing;

/// <summary>A little of what AwsBackupPlan.Fuzz runs for long, always the same; and what that has found.</summary>
public sealed class FuzzTests
{
    private const uint Inputs = 3_000;
    private const ulong Seed = 20;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(static target => target.Name)];

    /// <summary>Each once crashed or hung what reads it. As names, since some are no valid text.</summary>
    private static readonly Dictionary<string, (string Target, string Input)> Found = new(StringComparer.Ordinal)
    {
        ["many wildcards"] = ("pattern", string.Concat(Enumerable.Repeat("*a", 40)) + "b\n" + new string('a', 60)),
        ["half of a surrogate pair printed"] = ("process", "\ude2a"),
        ["an error of STS with status 200"] = ("answer", "AssumeRole 200\n<ErrorResponse><Error><Code>x</Code></Error><RequestId>r</RequestId></ErrorResponse>"),
        ["a refusal of a strange form"] = ("answer", "DescribeKey 400\n{\"__type\":{"),
        ["services of a profile without a name"] = ("profile", "[fuzz]\nservices="),
        ["an IAM Identity Center session that names itself"] = ("profile", "[fuzz]\nsso_session = a\n[sso-session a]\nsso_session = a\n"),
        ["a Region of a profile that is no name"] = ("profile", "[fuzz]\nregion=\""),
    };

    public static TheoryData<string> Findings => [.. Found.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task No_input_crashes_a_parser(string name)
    {
        var report = await new Fuzzer(Target(name), Seed).RunAsync(first: 0, Inputs, judgesTime: false);

        Assert.True(report.Finding is null, report.Finding?.Describe(name, Seed));
        Assert.Equal(Inputs, report.Inputs);
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public Task What_was_found_is_mended(string finding) => Target(Found[finding].Target).TakeAsync(Found[finding].Input);

    private static FuzzTarget Target(string name) => FuzzTargets.All.Single(target => string.Equals(target.Name, name, StringComparison.Ordinal));
}
