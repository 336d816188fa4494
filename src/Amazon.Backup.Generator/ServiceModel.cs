namespace Amazon.Backup.Generator;

/// <summary>The model text, read.</summary>
internal sealed class ServiceModel
{
    private ServiceModel(List<Operation> operations, List<Shape> structures, List<Shape> errors, Dictionary<string, string[]> enums)
    {
        Operations = operations;
        Structures = structures;
        Errors = errors;
        Enums = enums;
        Written = Reachable(operations.SelectMany(operation => operation.Request.Members));
        Read = Reachable(operations.SelectMany(operation => operation.Response.Members));
    }

    internal List<Operation> Operations { get; }

    internal List<Shape> Structures { get; }

    internal List<Shape> Errors { get; }

    internal Dictionary<string, string[]> Enums { get; }

    /// <summary>The structures that requests carry.</summary>
    internal HashSet<string> Written { get; }

    /// <summary>The structures that responses carry.</summary>
    internal HashSet<string> Read { get; }

    internal static ServiceModel Parse(string text)
    {
        var operations = new List<Operation>();
        var structures = new List<Shape>();
        var errors = new List<Shape>();
        var enums = new Dictionary<string, string[]>(StringComparer.Ordinal);
        using var lines = text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').GetEnumerator();
        while (lines.MoveNext())
        {
            var words = lines.Current!.TrimEnd('\r').Split(' ');
            switch (words[0])
            {
                case "struct":
                    structures.Add(Shape.Parse(words[1], words.Skip(2)));
                    break;
                case "error":
                    errors.Add(Shape.Parse(words[1], words.Skip(2)));
                    break;
                case "enum":
                    enums.Add(words[1], words.Skip(2).ToArray());
                    break;
                default:
                    var request = Shape.Parse(words[2] + "Request", Next(lines, ">"));
                    var response = Shape.Parse(words[2] + "Response", Next(lines, "<"));
                    operations.Add(new Operation(words, request, response));
                    break;
            }
        }

        return new ServiceModel(operations, structures, errors, enums);
    }

    private static IEnumerable<string> Next(IEnumerator<string> lines, string mark)
    {
        var words = lines.MoveNext() ? lines.Current.TrimEnd('\r').Split(' ') : [""];
        return string.Equals(words[0], mark, StringComparison.Ordinal) ? words.Skip(1) : throw new FormatException($"An operation's line '{mark}' is missing before '{lines.Current}'.");
    }

    private HashSet<string> Reachable(IEnumerable<Member> members)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<Member>(members);
        while (open.Count > 0)
        {
            var name = open.Dequeue().Type.Innermost;
            if (Structures.Find(structure => string.Equals(structure.Name, name, StringComparison.Ordinal)) is { } structure && found.Add(name))
            {
                structure.Members.ForEach(open.Enqueue);
            }
        }

        return found;
    }
}
