using System.Reflection;
using AwsBackupPlan.PackageWriter;

// dotnet run --project src/AwsBackupPlan.PackageWriter -c Release [-- <folder to write into> [<folder of the assembled module>]]
var about = typeof(ModuleArchive).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(static one => one.Key, static one => one.Value!, StringComparer.Ordinal);
var output = Path.GetFullPath(args.Length > 0 ? args[0] : about["OutputFolder"]);
var licence = File.ReadAllText(Path.Combine(about["RepositoryRoot"], "LICENSE"));
var changes = File.ReadAllText(Path.Combine(about["RepositoryRoot"], "CHANGELOG.md"));
var assembled = ModuleFolder.Read(args.Length > 1 ? args[1] : about["ModuleFolder"]);
var shipped = ShippedPackages.Read(about["AssetsFile"], assembled);
var bill = BillOfMaterials.Of(assembled.Manifest, shipped);

var module = assembled with
{
    Files =
    [
        .. assembled.Files,
        ModuleFile.Of("LICENSE", licence),
        ModuleFile.Of("CHANGELOG.md", changes),
        ModuleFile.Of("THIRD-PARTY-NOTICES.txt", Notices.Of(shipped.Packages, licence)),
        ModuleFile.Of("bom.cdx.json", bill),
    ],
};

// As it lies on a module path; beside it what is published, and the hashes of all of it.
var name = $"{module.Manifest.Name}.{module.Manifest.Version}";
module.Write(Path.Combine(output, module.Manifest.Name, module.Manifest.Version));
ModuleFile[] published =
[
    new($"{name}.nupkg", ModuleArchive.Of(module, ReleaseNotes.Of(changes, module.Manifest.Version))),
    ModuleFile.Of($"{name}.cdx.json", bill),
    ModuleFile.Of($"{name}.files.sha256", HashList.Of(module.Files)),
    ModuleFile.Of($"{name}.notes.md", ReleaseNotes.Of(changes, module.Manifest.Version) + "\n"),
];
foreach (var file in (ModuleFile[])[.. published, ModuleFile.Of("SHA256SUMS", HashList.Of(published))])
{
    File.WriteAllBytes(Path.Combine(output, file.Path), file.Content.Span);
}

Console.WriteLine(Path.Combine(output, $"{name}.nupkg"));
