using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Monitoring;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Onboarding.Checks;

/// <summary>AWS Backup takes the types of the databases that the selection means. Where a type is off it makes no backups, and says nothing.</summary>
internal sealed class TypesSwitchedOn : RegionPrerequisite
{
    /// <inheritdoc/>
    public override string Name => "OptIn";

    /// <inheritdoc/>
    protected override AccountCheck Judge(TestEvidence evidence, RegionTest region)
    {
        if (region.OptIn.Failure is { } failure)
        {
            return NotRead(evidence, region.Region, failure);
        }

        var wanted = SelectionFiller.Types(evidence.Options);
        List<string> off = [.. (wanted.Count > 0 ? wanted : TypeSwitch.Types).Where(type => !(region.OptIn.Value.TryGetValue(type, out var isOn) && isOn))];
        var byHand = TypeSwitch.Command(region.Region, off);
        // Other types than these it does not switch on.
        var remedy = off.Except(TypeSwitch.Types, StringComparer.Ordinal).Any() ? Remedies.InAccount(evidence.Target.AccountId, byHand)
            : Remedies.Lines(Remedies.Note(SetupCommand.Needs), SetupCommand.Of(evidence.Target, evidence.Options, "-OptIn"), Remedies.Note($"Or by hand: {byHand}"));
        if (off.Count == 0)
        {
            return Passed(evidence, region.Region, $"AWS Backup takes {string.Join(" and ", wanted.Count > 0 ? wanted : TypeSwitch.Types)} in {region.Region}.");
        }

        if (!ReferenceEquals(region, evidence.Primary))
        {
            return Information(evidence, region.Region, $"{string.Join(" and ", off)} {(off.Count == 1 ? "is" : "are")} switched off in {region.Region}. Copies go there all the same; it matters once databases are restored there and backed up.", remedy);
        }

        if (evidence.Databases.Failure is { } unread)
        {
            return Of(evidence, region.Region, AccountCheckStatus.NotRead, $"{string.Join(" and ", off)} {(off.Count == 1 ? "is" : "are")} switched off; whether that matters cannot be told: {unread.Message}", unread.Remedy);
        }

        List<Database> missed = [.. DatabasesMatched.Resolve(evidence, SelectionVerdictKind.OptInOff).Where(database => off.Contains(database.ResourceType, StringComparer.Ordinal))];
        return missed.Count > 0
            ? Failed(evidence, region.Region, $"{string.Join(" and ", missed.Select(static database => database.ResourceType).Distinct(StringComparer.Ordinal))} is switched off in the settings of AWS Backup in {region.Region}: it makes no backups of {string.Join(", ", missed.Select(static database => database.Identifier))}, and says nothing.", remedy)
            : Information(evidence, region.Region, $"{string.Join(" and ", off)} {(off.Count == 1 ? "is" : "are")} switched off in {region.Region}. No database that the selection means is missed for that: it names instances by their ARN, which stands above the setting.", remedy);
    }
}
