using System.Collections;
using AwsBackupPlan.Engine.Completion;

namespace AwsBackupPlan.Cmdlets.Completion;

/// <summary>Completes Regions: those that were used last, then all that AWS has.</summary>
public sealed class RegionCompleter : ValueCompleter
{
    private const string PrimaryRegion = "Region";

    /// <inheritdoc/>
    private protected override IEnumerable<Choice> Choices(string parameterName, IDictionary given)
    {
        var isPrimary = string.Equals(parameterName, PrimaryRegion, StringComparison.OrdinalIgnoreCase);
        var partition = Given(given, "Partition");
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var region in KnownRegions.All)
        {
            if (partition is null || string.Equals(region.Partition, partition, StringComparison.OrdinalIgnoreCase))
            {
                known.Add(region.Name, region.Description);
            }
        }

        var choices = new List<Choice>();
        foreach (var recent in isPrimary ? LastRuns.Regions.All : LastRuns.CopyRegions.All)
        {
            if (known.TryGetValue(recent.Value, out var description))
            {
                choices.Add(recent with { About = description });
            }
        }

        foreach (var region in known)
        {
            choices.Add(new Choice(region.Key, region.Value));
        }

        // A copy goes elsewhere.
        var primary = isPrimary ? null : Given(given, PrimaryRegion);
        choices.RemoveAll(choice => string.Equals(choice.Value, primary, StringComparison.OrdinalIgnoreCase));
        return choices;
    }
}
