using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.PackageWriter;

/// <summary>Writes what the module is made of, as CycloneDX 1.6. It has no date and no serial number, so that the same module has the same one.</summary>
internal static class BillOfMaterials
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Makes the text.</summary>
    public static string Of(ModuleManifest module, IReadOnlyList<ShippedPackage> packages)
    {
        var own = $"pkg:nuget/{module.Name}@{module.Version}";
        return new JsonObject
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
                    ["purl"] = own,
                },
            },
            ["components"] = new JsonArray([.. packages.Select(Component)]),
            ["dependencies"] = new JsonArray(
            [
                new JsonObject { ["ref"] = own, ["dependsOn"] = new JsonArray([.. packages.Select(static package => (JsonNode?)Purl(package))]) },
                .. packages.Select(static package => (JsonNode?)new JsonObject { ["ref"] = Purl(package) }),
            ]),
        }.ToJsonString(Indented) + "\n";
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
