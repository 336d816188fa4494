namespace Amazon.Backup.Generator;

/// <summary>A class of the model: a request, a response, a structure or an error.</summary>
internal sealed class Shape
{
    private Shape(string name, List<Member> members)
    {
        Name = name;
        Members = members;
    }

    internal string Name { get; }

    internal List<Member> Members { get; }

    internal static Shape Parse(string name, IEnumerable<string> members) => new(name, members.Select(Member.Parse).ToList());
}
