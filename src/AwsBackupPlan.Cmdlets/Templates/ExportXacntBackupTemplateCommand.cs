using System.Management.Automation;
using AwsBackupPlan.Cmdlets.Accounts;
using AwsBackupPlan.Cmdlets.Completion;
using AwsBackupPlan.Engine;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Templates;

namespace AwsBackupPlan.Cmdlets.Templates;

/// <summary>Writes CloudFormation templates for what a backup set needs before it can be deployed, and the plan as a backup policy of AWS Organizations.</summary>
/// <remarks>
/// <para>Nothing is called and no account is needed. What the parameters here say becomes the default of a parameter of the template, which a deployment can change; the plan document alone is written into the template itself.</para>
/// <para>Master deploys the Lambda functions from a bucket of yours. Their program is built from the repository (dotnet publish src/AwsBackupPlan.Lambda): docs/lambda.md has its event and its answer.</para>
/// <para>The external id is never written into a file: templates ask for it at deployment, and do not show it.</para>
/// <para>A file is there as a whole, or not at all, and replaces what was there. Where something is wrong no file is written. Like other exports it says nothing of what it wrote: -Verbose names the files, and -PassThru writes them as objects.</para>
/// </remarks>
/// <example>
///   <summary>Writes the templates of a target account and of its copy Regions.</summary>
///   <code>New-Item templates -ItemType Directory
/// Export-XacntBackupTemplate Target, KeyReplica -Path templates -AbsName payroll -CallerArn arn:aws:iam::111111111111:role/backup-LambdaExecutionRole</code>
/// </example>
/// <example>
///   <summary>Writes every kind, with a plan document of its own.</summary>
///   <code>Export-XacntBackupTemplate All -Path templates -AbsName payroll -PlanPath plan.json</code>
/// </example>
/// <example>
///   <summary>Writes the plan as a policy that AWS Organizations rolls out.</summary>
///   <code>Export-XacntBackupTemplate OrganizationBackupPolicy -Path policy.json -AbsName payroll -PlanPath plan.json -Region eu-west-1 -CopyRegion eu-central-1</code>
/// </example>
[Cmdlet(VerbsData.Export, "XacntBackupTemplate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportXacntBackupTemplateCommand : PSCmdlet
{
    private const string FileSystem = "FileSystem";

    private static readonly char[] Wildcards = ['*', '?'];

    /// <summary>What is written: one kind, several, or All.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public BackupTemplateKind[]? Kind { get; set; }

    /// <summary>The folder that the files go into, under the names of their kinds; or the file, of one kind. Without it: the current folder.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    /// <summary>The ABS name, the name of the backup set.</summary>
    [Parameter]
    [Alias("Abs")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AbsNameCompleter))]
    public string AbsName { get; set; } = "backup-demo";

    /// <summary>The key of the tag that marks what belongs to the set.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string TagKey { get; set; } = "ABS";

    /// <summary>The primary Region.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string Region { get; set; } = "us-east-1";

    /// <summary>The copy Regions; none with @(), and with the word none.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[] CopyRegion { get; set; } = ["us-east-2"];

    /// <summary>The name of the role that the module assumes in target accounts.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string RoleName { get; set; } = "Xacnt_Backup_Role";

    /// <summary>The name of the role that AWS Backup assumes there.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string BackupRoleName { get; set; } = "AWSBackup-Custom";

    /// <summary>Who may assume the role of target accounts: ARNs of roles or users. Without it the deployment has to say.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? CallerArn { get; set; }

    /// <summary>A file that holds the plan document as JSON. It is checked first. Without it: a daily backup that is kept for 35 days, and copied.</summary>
    [Parameter]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string? PlanPath { get; set; }

    /// <summary>The SSM parameter that holds the plan document.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string PlanParameterName { get; set; } = "/backupprocess/backupplan";

    /// <summary>The alias of the key. Without it: the ABS name with -key behind it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyAlias { get; set; }

    /// <summary>A file that is there already is an error, and nothing is written.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Writes the files that were written, as objects.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var options = new TemplateOptions
        {
            AbsName = AbsName,
            TagKey = TagKey,
            Region = Region,
            // A text that is empty is no word for none.
            CopyRegions = AccountInput.Regions(CopyRegion) ?? [string.Empty],
            RoleName = RoleName,
            BackupRoleName = BackupRoleName,
            CallerArns = CallerArn ?? [],
            PlanDocument = ReadPlanFile(),
            PlanParameterName = PlanParameterName,
            KeyAlias = KeyAlias,
        };
        List<ParameterFault> faults = [.. TemplateOptionsValidator.Validate(options)];
        var files = Files(faults);
        var templates = faults.Count == 0 ? Make(options, faults) : [];
        if (faults.Count > 0)
        {
            ThrowTerminatingError(Errors.InvalidParameters(OfPlanFile(faults)));
        }

        for (var place = 0; place < files.Count; place++)
        {
            if (ShouldProcess(files[place].File, Strings.WriteTemplate(files[place].Kind)))
            {
                Write(files[place].File, templates[place]);
            }
        }
    }

    private List<BackupTemplateKind> Kinds => Kind!.Contains(BackupTemplateKind.All) ? [.. BackupTemplate.Kinds] : [.. Kind!.Distinct()];

    private List<string> Make(TemplateOptions options, List<ParameterFault> faults)
    {
        var templates = new List<string>();
        foreach (var kind in Kinds)
        {
            try
            {
                templates.Add(BackupTemplate.Make(kind, options));
            }
            catch (TemplateException exception)
            {
                foreach (var fault in exception.Faults)
                {
                    faults.Add(Kinds.Count == 1 ? fault : new ParameterFault(fault.ParameterName, Strings.OrLeaveKindOut(fault.Message, kind, Kinds)));
                }
            }
        }

        return templates;
    }

    private void Write(string file, string text)
    {
        try
        {
            BackupTemplate.Write(file, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.TemplateNotWritten(file, exception));
        }

        WriteVerbose(Strings.FileWritten(file));
        if (PassThru)
        {
            WriteObject(new FileInfo(file));
        }
    }

    private List<(BackupTemplateKind Kind, string File)> Files(List<ParameterFault> faults)
    {
        var files = new List<(BackupTemplateKind Kind, string File)>();
        if (Resolve(faults) is not { } place)
        {
            return files;
        }

        if (Path.IndexOfAny(Wildcards) >= 0)
        {
            faults.Add(new ParameterFault(nameof(Path), $"'{Path}': {Strings.NoWildcardsInFolder}"));
            return files;
        }

        var kinds = Kinds;
        if (kinds.Count > 1 && !Directory.Exists(place))
        {
            faults.Add(new ParameterFault(nameof(Path), $"'{place}': {Strings.KindsNeedFolder}"));
            return files;
        }

        var isFolder = Directory.Exists(place) || kinds.Count > 1 || Path[Path.Length - 1] is '/' or '\\';
        foreach (var kind in kinds)
        {
            files.Add((kind, isFolder ? System.IO.Path.Combine(place, BackupTemplate.FileName(kind)) : place));
        }

        AddFaults(files, faults);
        return files;
    }

    private void AddFaults(List<(BackupTemplateKind Kind, string File)> files, List<ParameterFault> faults)
    {
        var folder = System.IO.Path.GetDirectoryName(files[0].File);
        if (!Directory.Exists(folder))
        {
            faults.Add(new ParameterFault(nameof(Path), $"'{folder}': {Strings.IsNoFolder}"));
        }

        foreach (var (_, file) in files)
        {
            var fault = FilePlace.Fault(file)
                ?? (NoClobber && File.Exists(file) ? Strings.FileExists : null);
            if (fault is not null)
            {
                faults.Add(new ParameterFault(nameof(Path), $"'{file}': {fault}"));
            }
        }
    }

    private string? Resolve(List<ParameterFault> faults)
    {
        try
        {
            var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out var provider, out _);
            if (string.Equals(provider.Name, FileSystem, StringComparison.OrdinalIgnoreCase))
            {
                return file;
            }

            faults.Add(new ParameterFault(nameof(Path), $"'{Path}': {Strings.NotAFile(provider.Name)}"));
        }
        catch (Exception exception) when (InputFile.IsUnreadable(exception))
        {
            faults.Add(new ParameterFault(nameof(Path), Strings.UnreadableFile(Path, exception.Message)));
        }

        return null;
    }

    private string? ReadPlanFile()
    {
        if (PlanPath is null)
        {
            return null;
        }

        try
        {
            return InputFile.Read(this, PlanPath);
        }
        catch (Exception exception) when (InputFile.IsUnreadable(exception))
        {
            ThrowTerminatingError(Errors.UnreadablePlan(PlanPath, exception));
            throw;
        }
    }

    /// <summary>A fault of the document is one of the file that it came from.</summary>
    private List<ParameterFault> OfPlanFile(List<ParameterFault> faults)
    {
        var told = new List<ParameterFault>();
        foreach (var fault in faults)
        {
            told.Add(fault.ParameterName is "PlanDocument" ? new ParameterFault(nameof(PlanPath), PlanPath is null ? fault.Message : $"'{PlanPath}': {fault.Message}") : fault);
        }

        return told;
    }
}
