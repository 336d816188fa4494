using System.Runtime.Versioning;
using NuGet.Frameworks;
using NuGet.Packaging;

namespace AwsBackupPlan.PackageWriter;

/// <summary>A file of the module as the library that writes packages takes it.</summary>
internal sealed class ArchiveFile(ModuleFile file, DateTimeOffset time) : IPackageFile
{
    public string Path => file.Path;

    public string EffectivePath => file.Path;

    public FrameworkName? TargetFramework => null;

    public NuGetFramework? NuGetFramework => null;

    public DateTimeOffset LastWriteTime => time;

    public Stream GetStream() => new MemoryStream(file.Content.ToArray(), writable: false);
}
