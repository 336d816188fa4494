namespace AwsBackupPlan.Module.Tests.Recipes;

/// <summary>Whom a right of a file is for, as Windows has it: by its security identifier, which only Windows can look up.</summary>
/// <param name="value">The security identifier.</param>
/// <param name="name">The name.</param>
public sealed class PlayedIdentity(string value, string name)
{
    /// <summary>The security identifier, or the name of one that was translated.</summary>
    public string Value => value;

    /// <summary>The same by its name.</summary>
    public PlayedIdentity Translate(Type type)
    {
        Assert.Equal("NTAccount", type.Name);
        return new PlayedIdentity(name, name);
    }
}
