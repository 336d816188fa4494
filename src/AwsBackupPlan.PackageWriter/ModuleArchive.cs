using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using NuGet.Packaging;
using NuGet.Versioning;

namespace AwsBackupPlan.PackageWriter;

/// <summary>
/// Writes the package that Publish-PSResource takes: the module at its root, and of the manifest what Publish-PSResource itself would write of it, with the tags by which Find-PSResource finds a command.
/// The same files make the same package.
/// </summary>
internal static partial class ModuleArchive
{
    private static readonly DateTimeOffset Time = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes it.</summary>
    public static byte[] Of(ModuleFolder module, string releaseNotes)
    {
        var manifest = module.Manifest;
        var builder = new PackageBuilder(deterministic: true)
        {
            Id = manifest.Name,
            Version = NuGetVersion.Parse(manifest.Version),
            Description = manifest.Description,
            Copyright = manifest.Copyright,
            LicenseUrl = manifest.LicenceUri,
            ReleaseNotes = releaseNotes,
        };
        builder.Authors.Add(manifest.Author);
        builder.Tags.AddRange(["PSModule", .. manifest.Tags, "PSIncludes_Cmdlet", .. manifest.Cmdlets.SelectMany(static cmdlet => new[] { $"PSCmdlet_{cmdlet}", $"PSCommand_{cmdlet}" })]);
        foreach (var file in module.Files)
        {
            builder.Files.Add(new ArchiveFile(file, Time));
        }

        using var archive = new MemoryStream();
        builder.Save(archive);
        return Timeless(archive, manifest.Name);
    }

    // The library writes the time of day at each entry, and its own version into one of them.
    private static byte[] Timeless(Stream archive, string name)
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
                if (entry.FullName.EndsWith(".psmdcp", StringComparison.Ordinal))
                {
                    using var reader = new StreamReader(from);
                    to.Write(Encoding.UTF8.GetBytes(Writer().Replace(reader.ReadToEnd(), name)));
                }
                else
                {
                    from.CopyTo(to);
                }
            }
        }

        return written.ToArray();
    }

    [GeneratedRegex("(?<=<lastModifiedBy>)[^<]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Writer();
}
