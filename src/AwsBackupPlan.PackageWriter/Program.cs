using System.Reflection;
using AwsBackupPlan.PackageWriter;

// dotnet run --project src/AwsBackupPlan.PackageWriter -c Release [-- <folder to write into>]
var about = typeof(ModuleArchive).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(static one => one.Key, static one => one.Value!, StringComparer.Ordinal);
var output = args.Length > 0 ? args[0] : about["OutputFolder"];
var module = ModuleFolder.Read(about["ModuleFolder"]);
var shipped = ShippedPackages.Read(about["AssetsFile"], module);
var licence = File.ReadAllText(Path.Combine(about["RepositoryRoot"], "LICENSE"));

Directory.CreateDirectory(output);
IReadOnlyList<ModuleFile> files =
[
    .. module.Files,
    ModuleFile.Of("LICENSE", licence),
    ModuleFile.Of("CHANGELOG.md", File.ReadAllText(Path.Combine(about["RepositoryRoot"], "CHANGELOG.md"))),
    ModuleFile.Of("THIRD-PARTY-NOTICES.txt", Notices.Of(shipped, licence)),
    ModuleFile.Of("bom.cdx.json", BillOfMaterials.Of(module, shipped)),
];
var path = Path.Combine(output, $"{module.Name}.{module.Version}.nupkg");
ModuleArchive.Write(path, module, files, ReleaseNotes.Of(File.ReadAllText(Path.Combine(about["RepositoryRoot"], "CHANGELOG.md")), module.Version));
File.WriteAllText(Path.ChangeExtension(path, ".sha256"), string.Concat(files.OrderBy(static file => file.Path, StringComparer.Ordinal).Select(static file => $"{file.Sha256}  {file.Path}\n")));
Console.WriteLine(path);
