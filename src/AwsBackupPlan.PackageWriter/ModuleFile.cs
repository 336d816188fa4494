using System.Security.Cryptography;
using System.Text;

namespace AwsBackupPlan.PackageWriter;

/// <summary>A file of the module.</summary>
/// <param name="Path">Where it is in the module, with slashes.</param>
/// <param name="Content">What is in it.</param>
internal sealed record ModuleFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>The hash of its content, in lower case.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Content.Span));

    /// <summary>A file with a text, whose lines end alike on every machine.</summary>
    public static ModuleFile Of(string path, string text) => new(path, Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
}
