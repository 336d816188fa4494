using System.Buffers.Binary;
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
        var written = Timeless(archive, manifest.Name);
        Placeless(written);
        return written;
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

    // The list of the entries at the end of the archive says of each on what system it was written and what rights it had there: nothing here, as on Windows.
    private static void Placeless(Span<byte> archive)
    {
        const int End = 22, System = 5, Rights = 38;
        var end = archive[^End..];
        var entry = archive[BinaryPrimitives.ReadInt32LittleEndian(end[16..])..];
        for (var left = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]); left > 0; left--)
        {
            entry[System] = 0;
            entry.Slice(Rights, sizeof(int)).Clear();
            entry = entry[(46 + Length(entry, 28) + Length(entry, 30) + Length(entry, 32))..];
        }

        static int Length(ReadOnlySpan<byte> entry, int place) => BinaryPrimitives.ReadUInt16LittleEndian(entry[place..]);
    }

    [GeneratedRegex("(?<=<lastModifiedBy>)[^<]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Writer();
}
