using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.PackageWriter;

/// <summary>Writes what the module is made of, as CycloneDX 1.6. It has no date, and a serial number of its content, so that the same module has the same one.</summary>
internal static class BillOfMaterials
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Makes the text.</summary>
    public static string Of(ModuleManifest module, ShippedPackages shipped)
    {
        // No purl: where the module is published is not known here, and as a package of nuget.org it would be another's.
        var own = $"{module.Name}@{module.Version}";
        var packages = shipped.Packages;
        var bill = new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "library",
                    ["bom-ref"] = own,
                    ["name"] = module.Name,
                    ["version"] = module.Version,
                    ["description"] = module.Description,
                    ["licenses"] = Licence("Apache-2.0"),
                },
            },
            ["components"] = new JsonArray([.. packages.Select(Component)]),
            ["dependencies"] = new JsonArray(
            [
                Dependency(own, shipped.Needs),
                .. packages.Select(package => Dependency(Purl(package), package.Needs)),
            ]),
        };
        bill.Insert(bill.IndexOf("version"), "serialNumber", SerialNumber(bill.ToJsonString()));
        return bill.ToJsonString(Indented) + "\n";

        JsonNode? Dependency(string name, IReadOnlyList<string> needs)
            => new JsonObject { ["ref"] = name, ["dependsOn"] = new JsonArray([.. packages.Where(package => needs.Contains(package.Id, StringComparer.Ordinal)).Select(static package => (JsonNode?)Purl(package))]) };
    }

    // A UUID of version 8 (RFC 9562) made of a hash: another content has another number.
    private static string SerialNumber(string content)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }

    private static JsonNode? Component(ShippedPackage package)
    {
        var component = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = Purl(package),
            ["name"] = package.Id,
            ["version"] = package.Version,
            ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = package.Sha512 }),
            ["licenses"] = Licence(package.Licence),
            ["copyright"] = package.Copyright,
            ["purl"] = Purl(package),
            ["evidence"] = new JsonObject { ["occurrences"] = new JsonArray([.. package.Files.Select(static file => file.Path).Order(StringComparer.Ordinal).Select(static path => (JsonNode?)new JsonObject { ["location"] = path })]) },
        };
        if (package.ProjectUrl is { Length: > 0 } url)
        {
            component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "website", ["url"] = url });
        }

        return component;
    }

    private static JsonArray Licence(string id) => new(new JsonObject { ["license"] = new JsonObject { ["id"] = id } });

    private static string Purl(ShippedPackage package) => $"pkg:nuget/{package.Id}@{package.Version}";
}
