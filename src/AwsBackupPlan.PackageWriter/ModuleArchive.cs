using System.IO.Compression;
using NuGet.Packaging;
using NuGet.Packaging.Licenses;
using NuGet.Versioning;

namespace AwsBackupPlan.PackageWriter;

/// <summary>Writes the package that Publish-PSResource takes: the module at its root. The same files make the same package.</summary>
internal static class ModuleArchive
{
    private static readonly DateTimeOffset Time = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes it.</summary>
    public static void Write(string path, ModuleFolder module, IReadOnlyList<ModuleFile> files, string releaseNotes)
    {
        var builder = new PackageBuilder(deterministic: true)
        {
            Id = module.Name,
            Version = NuGetVersion.Parse(module.Version),
            Description = module.Description,
            ReleaseNotes = releaseNotes,
            LicenseMetadata = new LicenseMetadata(LicenseType.Expression, "Apache-2.0", NuGetLicenseExpression.Parse("Apache-2.0"), [], LicenseMetadata.EmptyVersion),
        };
        builder.Authors.Add(module.Name);
        builder.Tags.AddRange([.. module.Tags, "PSModule", "PSIncludes_Cmdlet", .. module.Cmdlets.Select(static cmdlet => $"PSCmdlet_{cmdlet}")]);
        foreach (var file in files)
        {
            builder.Files.Add(new ArchiveFile(file, Time));
        }

        using var archive = new MemoryStream();
        builder.Save(archive);
        File.WriteAllBytes(path, Timeless(archive));
    }

    // The library writes the time of day at each entry.
    private static byte[] Timeless(Stream archive)
    {
        using var written = new MemoryStream();
        using (var source = new ZipArchive(archive, ZipArchiveMode.Read))
        using (var target = new ZipArchive(written, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                var copy = target.CreateEntry(entry.FullName, CompressionLevel.SmallestSize);
                copy.LastWriteTime = Time;
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        }

        return written.ToArray();
    }
}
