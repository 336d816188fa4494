namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>What Get-Acl hands back on Windows.</summary>
/// <param name="owner">Whom the file belongs to.</param>
/// <param name="rights">Its rights.</param>
public sealed class PlayedRights(PlayedIdentity owner, IReadOnlyList<PlayedRight> rights)
{
    /// <summary>Whom it belongs to.</summary>
    public PlayedIdentity GetOwner(Type type) => BySid(type, owner);

    /// <summary>Its rights.</summary>
    public IReadOnlyList<PlayedRight> GetAccessRules(bool includeExplicit, bool includeInherited, Type type) => includeExplicit && includeInherited ? BySid(type, rights) : [];

    private static T BySid<T>(Type type, T found)
    {
        Assert.Equal("SecurityIdentifier", type.Name);
        return found;
    }
}
