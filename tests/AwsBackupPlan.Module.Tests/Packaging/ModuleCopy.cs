using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.Module.Tests.Packaging;

/// <summary>The module as a build has assembled it, where a test may change it.</summary>
internal sealed class ModuleCopy : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("module").FullName;

    public ModuleCopy()
    {
        var from = Path.GetDirectoryName(PackagedModule.Find())!;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = File(Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            System.IO.File.Copy(file, to);
        }
    }

    /// <summary>Its folder.</summary>
    public string Folder => Path.Combine(_top, "AwsBackupPlan");

    /// <summary>A folder that is not there yet.</summary>
    public string Output => Path.Combine(_top, "out");

    /// <summary>A file of it.</summary>
    public string File(string path) => Path.Combine(Folder, path);

    public void Dispose() => Directory.Delete(_top, recursive: true);
}
