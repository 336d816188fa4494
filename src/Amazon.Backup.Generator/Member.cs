namespace Amazon.Backup.Generator;

/// <summary>A member of a shape: <c>Name[!][*][?wire]:type[limits]</c>.</summary>
internal sealed class Member
{
    private Member(string name, bool required, bool token, string? query, TypeName type, string limits)
    {
        Name = name;
        IsRequired = required;
        IsIdempotencyToken = token;
        Query = query;
        Type = type;
        Limits = limits;
    }

    internal string Name { get; }

    internal bool IsRequired { get; }

    internal bool IsIdempotencyToken { get; }

    /// <summary>The name in the query string, for a member that is sent there.</summary>
    internal string? Query { get; }

    internal TypeName Type { get; }

    internal string Limits { get; }

    internal static Member Parse(string word)
    {
        var colon = word.IndexOf(':');
        var type = word.Substring(colon + 1);
        var limits = type.IndexOfAny(['(', '/']);
        var name = word.Substring(0, colon).Split('?');
        return new Member(
            name[0].TrimEnd('!', '*'),
            name[0].Contains("!"),
            name[0].Contains("*"),
            name.Length > 1 ? name[1] : null,
            new TypeName(limits < 0 ? type : type.Substring(0, limits)),
            limits < 0 ? "" : type.Substring(limits));
    }
}
