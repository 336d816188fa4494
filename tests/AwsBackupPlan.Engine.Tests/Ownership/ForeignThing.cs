using CsCheck;

namespace AwsBackupPlan.Engine.Tests.Ownership;

/// <summary>A vault with recovery points, and a plan with a selection that fills it, which somebody else made.</summary>
/// <param name="AbsName">The ABS name that its names are built of.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Tag">The key and value of its tag; none for none.</param>
/// <param name="Points">How many recovery points it has.</param>
/// <param name="HasPlan">Whether there is a plan beside the vault.</param>
internal sealed record ForeignThing(string AbsName, string Region, (string Key, string Value)? Tag, int Points, bool HasPlan)
{
    // One character apart, a prefix, what follows a prefix, other case, other words.
    private static readonly string[] Names = ["payrol", "payrolls", "payroll-", "payroll-eu", "payrol1", "Payroll", "PAYROLL", "pay", "apayroll", "roll", "billing"];

    private static readonly (string Key, string Value)?[] Tags =
        [null, ("ABS", "payrol"), ("ABS", "payroll-eu"), ("ABS", "Payroll"), ("abs", "payroll"), ("ABS ", "payroll"), ("Owner", "payroll"), ("ABS", "payroll")];

    public static Gen<ForeignThing> Any { get; } = Gen.Select(
        Gen.OneOf(Names), Gen.OneOf("us-east-1", "us-east-2", "eu-west-1"), Gen.OneOf(Tags), Gen.Int[0, 3], Gen.Bool,
        static (name, region, tag, points, hasPlan) => new ForeignThing(name, region, tag, points, hasPlan));

    /// <summary>Things that have the very names of the set and are not its own.</summary>
    public static Gen<ForeignThing> Namesake { get; } = Gen.Select(
        Gen.OneOf("us-east-1", "us-east-2"), Gen.OneOf(Tags[..^1]), Gen.Int[0, 3], Gen.Bool,
        static (region, tag, points, hasPlan) => new ForeignThing("payroll", region, tag, points, hasPlan));
}
