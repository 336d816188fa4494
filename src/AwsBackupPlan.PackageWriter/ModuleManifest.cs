using System.Management.Automation.Language;

namespace AwsBackupPlan.PackageWriter;

/// <summary>What the manifest of the module says, read and not run: its RootModule is an expression that only an import decides.</summary>
internal sealed class ModuleManifest
{
    private readonly HashtableAst _table;

    private ModuleManifest(string name, HashtableAst table)
    {
        Name = name;
        _table = table;
    }

    /// <summary>The module's name.</summary>
    public string Name { get; }

    /// <summary>Its version.</summary>
    public string Version => Value(_table, "ModuleVersion");

    /// <summary>Whose it is.</summary>
    public string Author => Value(_table, "Author");

    /// <summary>Under what right.</summary>
    public string Copyright => Value(_table, "Copyright");

    /// <summary>What it is for.</summary>
    public string Description => Value(_table, "Description");

    /// <summary>The cmdlets that it exports.</summary>
    public IReadOnlyList<string> Cmdlets => Values(_table, "CmdletsToExport");

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags => Values(Gallery, "Tags");

    /// <summary>Where its licence is to be read.</summary>
    public Uri LicenceUri => new(Value(Gallery, "LicenseUri"));

    private HashtableAst Gallery => Table(Table(_table, "PrivateData"), "PSData");

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is no manifest.</exception>
    public static ModuleManifest Read(string path)
    {
        var script = Parser.ParseFile(path, out _, out var errors);
        return errors is [] && script.Find(static node => node is HashtableAst, searchNestedScriptBlocks: false) is HashtableAst table
            ? new ModuleManifest(Path.GetFileNameWithoutExtension(path), table)
            : throw new InvalidDataException($"{path} is no manifest: {string.Join("; ", errors.Select(static error => error.Message))}");
    }

    private static StatementAst Find(HashtableAst table, string key) => table.KeyValuePairs.FirstOrDefault(pair => string.Equals((string)pair.Item1.SafeGetValue(), key, StringComparison.OrdinalIgnoreCase)) switch
    {
        { Item2: { } value } => value,
        _ => throw new InvalidDataException($"The manifest has no {key}."),
    };

    private static HashtableAst Table(HashtableAst table, string key) => (HashtableAst)Find(table, key).Find(static node => node is HashtableAst, searchNestedScriptBlocks: false);

    private static string Value(HashtableAst table, string key) => Values(table, key).Single();

    private static string[] Values(HashtableAst table, string key)
        => [.. Find(table, key).FindAll(static node => node is StringConstantExpressionAst, searchNestedScriptBlocks: false).Select(static node => ((StringConstantExpressionAst)node).Value)];
}
