namespace AwsBackupPlan.PackageWriter;

/// <summary>A package of which the module holds assemblies.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Licence">Its licence by SPDX.</param>
/// <param name="Texts">What the package itself says of its licence and of what is in it of others.</param>
/// <param name="Copyright">Whose it is.</param>
/// <param name="ProjectUrl">Where it comes from.</param>
/// <param name="Sha512">The hash of the package, in hexadecimal.</param>
/// <param name="Needs">The ids of the packages that it depends on, shipped or not.</param>
/// <param name="Files">Its assemblies in the module, by path.</param>
internal sealed record ShippedPackage(string Id, string Version, string Licence, IReadOnlyList<string> Texts, string Copyright, string? ProjectUrl, string Sha512, IReadOnlyList<string> Needs, IReadOnlyList<ModuleFile> Files);
