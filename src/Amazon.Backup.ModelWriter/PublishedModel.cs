using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Amazon.Backup.ModelWriter;

/// <summary>AWS's service model as the SDKs publish it: two JSON files in one folder, each plain or gzipped.</summary>
/// <param name="Service">The content of service-2.json.</param>
/// <param name="Paginators">The content of paginators-1.json.</param>
public sealed record PublishedModel(JsonObject Service, JsonObject Paginators)
{
    /// <summary>Reads both files of a folder.</summary>
    /// <param name="folder">A folder such as botocore/data/backup/2018-11-15.</param>
    /// <returns>The model.</returns>
    public static PublishedModel Load(string folder) => new(Read(folder, "service-2.json"), Read(folder, "paginators-1.json"));

    private static JsonObject Read(string folder, string name)
    {
        var plain = Path.Combine(folder, name);
        using Stream file = File.Exists(plain)
            ? File.OpenRead(plain)
            : new GZipStream(File.OpenRead(plain + ".gz"), CompressionMode.Decompress);
        return JsonNode.Parse(file)!.AsObject();
    }
}
