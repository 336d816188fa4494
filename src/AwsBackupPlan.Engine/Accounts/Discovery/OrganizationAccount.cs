using System.Text.Json;
using AwsBackupPlan.Engine.Accounts.Organizations;

namespace AwsBackupPlan.Engine.Accounts.Discovery;

/// <summary>An account as AWS Organizations tells of it.</summary>
/// <param name="Id">The account.</param>
/// <param name="Name">Its name.</param>
/// <param name="Email">The address it was made with.</param>
/// <param name="State">Its state, such as <c>ACTIVE</c>.</param>
/// <param name="UnitId">The unit or root that it lies in, where AWS tells.</param>
/// <param name="IsManagement">Whether it is the organization's management account.</param>
internal sealed record OrganizationAccount(string Id, string? Name, string? Email, string? State, string? UnitId, bool IsManagement)
{
    /// <summary>Whether it can be worked in.</summary>
    public bool IsActive => string.Equals(State, "ACTIVE", StringComparison.Ordinal);

    /// <summary>Reads it.</summary>
    /// <param name="item">What AWS tells of it.</param>
    /// <param name="unitId">What it was found in, where that is known.</param>
    public static OrganizationAccount Read(JsonElement item, string? unitId)
    {
        var id = OrganizationsPage.Text(item, "Id")!;
        // arn:aws:organizations::<management account>:account/<organization>/<account>
        var owner = OrganizationsPage.Text(item, "Arn")?.Split(':').ElementAtOrDefault(4);
        return new OrganizationAccount(
            id,
            OrganizationsPage.Text(item, "Name"),
            OrganizationsPage.Text(item, "Email"),
            // Status is the older member, which AWS has announced to take away.
            OrganizationsPage.Text(item, "State") ?? OrganizationsPage.Text(item, "Status"),
            unitId ?? UnitIn(item),
            string.Equals(id, owner, StringComparison.Ordinal));
    }

    /// <summary>A path is such as <c>o-…/r-…/ou-…/222222222222/</c>.</summary>
    private static string? UnitIn(JsonElement item) =>
        item.TryGetProperty("Paths", out var paths) && paths.ValueKind == JsonValueKind.Array
            ? paths.EnumerateArray().Select(static path => path.GetString()).FirstOrDefault()?.Split('/').LastOrDefault(UnitReference.IsId)
            : null;
}
