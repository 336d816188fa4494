using System.Reflection;
using System.Text;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Plans;
using HandlebarsDotNet;

namespace AwsBackupPlan.Engine.Templates;

/// <summary>CloudFormation templates for what a backup set needs before it can be deployed.</summary>
public static class BackupTemplate
{
    private const string Forms = "AwsBackupPlan.Engine.Templates.Forms.";

    // As few columns as YAML takes below the key: there are a thousand lines of them.
    private const int Embedded = 7;

    private static readonly string[] Parts = ["Statements", "Set", "KeyAlias", "KeyPolicy"];

    /// <summary>All kinds, in the order in which they are used.</summary>
    public static IReadOnlyList<BackupTemplateKind> Kinds { get; } =
    [
        BackupTemplateKind.Master, BackupTemplateKind.Target, BackupTemplateKind.KeyReplica, BackupTemplateKind.Notifications, BackupTemplateKind.CentralVault, BackupTemplateKind.DemoDatabase, BackupTemplateKind.StackSet,
        BackupTemplateKind.OrganizationBackupPolicy,
    ];

    /// <summary>The name of the file that a kind is written into where a folder is given.</summary>
    public static string FileName(BackupTemplateKind kind) => kind == BackupTemplateKind.OrganizationBackupPolicy ? "OrganizationBackupPolicy.json" : $"{kind}.yaml";

    /// <summary>Makes a template.</summary>
    /// <param name="kind">Which; not all at once.</param>
    /// <param name="options">Valid by <see cref="TemplateOptionsValidator"/>.</param>
    /// <exception cref="TemplateException">The options cannot be told in this kind.</exception>
    public static string Make(BackupTemplateKind kind, TemplateOptions options)
    {
        if (kind == BackupTemplateKind.OrganizationBackupPolicy)
        {
            return OrganizationPolicy.Make(options);
        }

        // A YAML template is no page: nothing in it is HTML. What is written into it is quoted in the model.
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
        foreach (var part in Parts)
        {
            handlebars.RegisterTemplate(part, Resource($"_{part}.yaml.hbs"));
        }

        return handlebars.Compile(Resource($"{kind}.yaml.hbs"))(Model(kind, options));
    }

    /// <summary>Writes a template: as a whole, or not at all.</summary>
    /// <exception cref="IOException">It cannot be written there.</exception>
    public static void Write(string path, string text)
    {
        using var file = new WholeFile(path, isNewOnly: false);
        var bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
        file.Stream.Write(bytes, 0, bytes.Length);
        file.Commit();
    }

    private static object Model(BackupTemplateKind kind, TemplateOptions options) => new
    {
        AbsName = Quoted(options.AbsName),
        TagKey = Quoted(options.TagKey),
        Region = Quoted(options.Region),
        CopyRegions = Quoted(string.Join(",", options.CopyRegions)),
        RoleName = Quoted(options.RoleName),
        BackupRoleName = Quoted(options.BackupRoleName),
        HasCallers = options.CallerArns.Count > 0,
        CallerArns = Quoted(string.Join(",", options.CallerArns)),
        PlanParameterName = Quoted(options.PlanParameterName),
        KeyAlias = Quoted(Alias(options)),
        PlanDocument = Indent(PlanText.Of(options.PlanDocument ?? DefaultPlanDocument.Of(options.TagKey)), 8),
        RoleStatements = Written([.. Permissions.Statements.Where(static statement => !IsOfReports(statement))]),
        ReportStatements = Written([.. Permissions.Statements.Where(IsOfReports)]),
        BackupStatements = Written(BackupRolePermissions.Backups),
        RestoreStatements = Written(BackupRolePermissions.Restores),
        DatabaseKeyStatements = Written(BackupRolePermissions.KeysOfOthers),
        TargetTemplate = kind == BackupTemplateKind.StackSet ? Indent(EmbeddedTemplate.Of(Make(BackupTemplateKind.Target, options)), Embedded) : string.Empty,
        ReplicaTemplate = kind == BackupTemplateKind.StackSet ? Indent(EmbeddedTemplate.Of(Make(BackupTemplateKind.KeyReplica, options)), Embedded) : string.Empty,
    };

    private static IReadOnlyList<TemplateStatement> Written(IReadOnlyList<PermissionStatement> statements) => [.. statements.Select(static statement => new TemplateStatement(statement))];

    // Not every account has a bucket of reports.
    private static bool IsOfReports(PermissionStatement statement) => statement.Resources.Any(static resource => resource.Contains(PermissionStatement.ReportBucket));

    private static string Alias(TemplateOptions options)
    {
        var alias = options.KeyAlias ?? string.Empty;
        return alias.StartsWith("alias/", StringComparison.Ordinal) ? alias.Substring("alias/".Length) : alias;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''")}'";

    // A block of text keeps its own empty lines empty.
    private static string Indent(string text, int columns) =>
        string.Join("\n", text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? line : new string(' ', columns) + line));

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Forms + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
