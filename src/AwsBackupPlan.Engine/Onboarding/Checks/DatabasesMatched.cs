using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>The selection means databases.</summary>
internal sealed class DatabasesMatched : Prerequisite
{
    private const int MostNames = 20;

    /// <inheritdoc/>
    public override string Name => "Databases";

    /// <summary>The databases that the selection would do something with.</summary>
    public static IReadOnlyList<Database> Resolve(TestEvidence evidence, SelectionVerdictKind kind)
    {
        var selection = SelectionFiller.Fill(evidence.Target, evidence.Options, evidence.Partition);
        var optIn = evidence.Primary.OptIn is { Failure: null } read ? read.Value : new Dictionary<string, bool>(StringComparer.Ordinal) { ["RDS"] = true, ["Aurora"] = true };
        return [.. evidence.Databases.Value.Where(database => SelectionResolver.Resolve(selection, database, optIn).Kind == kind).OrderBy(static database => database.Identifier, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public override IEnumerable<AccountCheck> Judge(TestEvidence evidence)
    {
        var region = evidence.Target.Region;
        if (evidence.Databases.Failure is { } failure)
        {
            yield return NotRead(evidence, region, failure);
            yield break;
        }

        var taken = Resolve(evidence, SelectionVerdictKind.Taken);
        var tag = $"{evidence.Options.TagKey}={evidence.Target.AbsName}";
        yield return taken.Count > 0
            ? Passed(evidence, region, $"The selection means {Counted.Of(taken.Count, "database")}: {Names(taken)}.")
            : Warning(
                evidence,
                region,
                $"The selection would mean none of {Counted.Of(evidence.Databases.Value.Count, "database")} in {region}: it takes those with the tag {tag}{Near(evidence)}.",
                $"Put the tag {tag} on the databases (keys and values are compared with case): aws rds add-tags-to-resource --resource-name ARN --tags Key={evidence.Options.TagKey},Value={evidence.Target.AbsName} --region {region}");
    }

    private static string Near(TestEvidence evidence) =>
        Resolve(evidence, SelectionVerdictKind.OptInOff) is { Count: > 0 } off ? $", and the type of {Names(off)} is switched off (see OptIn)" : string.Empty;

    private static string Names(IReadOnlyList<Database> databases) =>
        string.Join(", ", databases.Take(MostNames).Select(static database => database.Identifier)) + (databases.Count > MostNames ? $" and {databases.Count - MostNames} more" : string.Empty);
}
