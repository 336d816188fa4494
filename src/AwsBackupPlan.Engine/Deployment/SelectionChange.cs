using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>The selections of the plan and what has to happen to them. They cannot be changed in place.</summary>
/// <param name="Standing">The selection that is as desired, if there is one.</param>
/// <param name="Missing">The selection to make, under a name that no other has; <see langword="null"/> when one stands.</param>
/// <param name="InTheWay">A wrong selection that must go before, because both names are taken; another wrong one still stands meanwhile.</param>
/// <param name="Surplus">The wrong selections, which go once the right one stands. Every selection of the plan is the module's.</param>
/// <param name="Changes">What has to happen, selection by selection.</param>
internal sealed record SelectionChange(
    DeployedSelection? Standing,
    SelectionDefinition? Missing,
    DeployedSelection? InTheWay,
    IReadOnlyList<DeployedSelection> Surplus,
    IReadOnlyList<ResourceChange> Changes)
{
    /// <summary>No selection is looked at, because the plan is not the module's.</summary>
    public static SelectionChange Nothing { get; } = new(null, null, null, [], []);

    /// <summary>Compares the selections of the plan with the one that should be.</summary>
    public static SelectionChange Compare(AccountTarget target, DesiredState desired, IReadOnlyList<DeployedSelection> actual)
    {
        var differences = actual.ToDictionary(
            static selection => selection.SelectionId,
            selection => PlanComparison.CompareSelections(selection.Definition, desired.Selection, desired.Names),
            StringComparer.Ordinal);
        var standing = actual.FirstOrDefault(selection => differences[selection.SelectionId].Count == 0);
        var surplus = actual.Where(selection => !ReferenceEquals(selection, standing)).ToList();
        if (standing is not null)
        {
            return new SelectionChange(standing, null, null, surplus, [Describe(standing, ChangeAction.None), .. surplus.Select(selection => Describe(selection, ChangeAction.Delete))]);
        }

        // Of several it is one of the module's names that is replaced.
        var replaced = surplus.Find(selection => desired.Names.IsSelection(selection.Definition.SelectionName)) ?? surplus.FirstOrDefault();
        var (name, inTheWay) = Name(desired.Names, surplus);
        var missing = desired.Selection with { SelectionName = name };
        IReadOnlyList<ResourceChange> changes = replaced is null
            ? [Change(missing.SelectionName, null, ChangeAction.Create)]
            : [Describe(replaced, ChangeAction.Replace), .. surplus.Where(selection => !ReferenceEquals(selection, replaced)).Select(selection => Describe(selection, ChangeAction.Delete))];
        return new SelectionChange(null, missing, inTheWay, surplus, changes);

        ResourceChange Describe(DeployedSelection selection, ChangeAction action) => Change(selection.Definition.SelectionName, selection.SelectionId, action) with
        {
            Differences = action == ChangeAction.Replace ? differences[selection.SelectionId] : [],
            Reason = action switch
            {
                ChangeAction.Replace => $"{Foreign(selection, desired.Names)}A selection cannot be changed: a new one is made before this one goes.",
                ChangeAction.Delete => $"{Foreign(selection, desired.Names)}The plan has one selection of the module's, and this is not it.",
                _ => null,
            },
        };

        ResourceChange Change(string selectionName, string? id, ChangeAction action) => new()
        {
            AccountId = target.AccountId,
            AbsName = target.AbsName,
            Region = target.Region,
            ResourceType = BackupResourceType.BackupSelection,
            Name = selectionName,
            ResourceArn = id,
            Action = action,
        };
    }

    /// <summary>What is deleted although it has neither of the module's names: somebody made it by hand.</summary>
    public IReadOnlyList<string> Warnings(ResourceNames names) =>
    [
        .. Surplus.Where(selection => !names.IsSelection(selection.Definition.SelectionName)).Select(selection =>
            $"The backup selection '{selection.Definition.SelectionName}' of the plan {names.Plan} is none that the module makes, and New-XacntBackupPlan deletes it: it {Content(selection.Definition)}. What nothing else selects is then no longer backed up. To keep it, put it on a plan of its own first."),
    ];

    private static string Foreign(DeployedSelection selection, ResourceNames names) =>
        names.IsSelection(selection.Definition.SelectionName) ? string.Empty : $"It is none that the module makes, and it {Content(selection.Definition)}. ";

    private static string Content(SelectionDefinition selection)
    {
        var parts = new List<string>();
        AddPart(parts, "selects", selection.Resources);
        AddPart(parts, "leaves out", selection.NotResources);
        AddPart(parts, "asks for", [.. selection.Conditions.Select(static condition => condition.ToString())]);
        AddPart(parts, "takes what is tagged", [.. selection.ListOfTags.Select(static tag => tag.ToString())]);
        return parts.Count == 0 ? "selects all resources" : string.Join(", ", parts);
    }

    private static void AddPart(List<string> parts, string verb, IReadOnlyList<string> items)
    {
        if (items.Count > 0)
        {
            parts.Add($"{verb} {string.Join(", ", items)}");
        }
    }

    private static (string Name, DeployedSelection? InTheWay) Name(ResourceNames names, List<DeployedSelection> present)
    {
        var first = Named(names.Selection);
        var second = Named(names.AlternateSelection);
        return first is null ? (names.Selection, null)
            : second is null ? (names.AlternateSelection, null)
            : (names.AlternateSelection, second);

        DeployedSelection? Named(string name) => present.Find(selection => string.Equals(selection.Definition.SelectionName, name, StringComparison.Ordinal));
    }
}
