namespace AwsBackupPlan.PackageWriter;

/// <summary>The module as a build has assembled it.</summary>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Files">Its files, by path.</param>
internal sealed record ModuleFolder(ModuleManifest Manifest, IReadOnlyList<ModuleFile> Files)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="DirectoryNotFoundException">It has not been assembled.</exception>
    public static ModuleFolder Read(string folder) => new(
        ModuleManifest.Read(Directory.EnumerateFiles(folder, "*.psd1").Single()),
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => new ModuleFile(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file)))
                .OrderBy(static file => file.Path, StringComparer.Ordinal),
        ]);

    /// <summary>Writes it, with nothing else in the folder.</summary>
    public void Write(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var file in Files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content.Span);
        }
    }
}
