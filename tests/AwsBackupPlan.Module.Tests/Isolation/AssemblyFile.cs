using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AwsBackupPlan.Module.Tests.Isolation;

/// <summary>An assembly that is read and never loaded.</summary>
internal sealed class AssemblyFile : IDisposable
{
    private readonly PEReader _file;
    private readonly Lazy<Dictionary<string, TypeDefinitionHandle>> _types;
    private readonly Lazy<Dictionary<string, string>> _forwarded;

    private AssemblyFile(PEReader file)
    {
        _file = file;
        Reader = file.GetMetadataReader();
        Identity = Reader.GetAssemblyDefinition().GetAssemblyName();
        _types = new(() => Reader.TypeDefinitions.ToDictionary(handle => TypeName.Of(Reader, handle), StringComparer.Ordinal));
        _forwarded = new(ReadForwarded);
    }

    /// <summary>Its name, version and key.</summary>
    public AssemblyName Identity { get; }

    /// <summary>What stands in it.</summary>
    public MetadataReader Reader { get; }

    /// <summary>The assemblies that it asks for.</summary>
    public IEnumerable<AssemblyName> References => Reader.AssemblyReferences.Select(handle => Reader.GetAssemblyReference(handle).GetAssemblyName());

    /// <summary>Opens a file.</summary>
    /// <returns><see langword="null"/> for one that is no assembly.</returns>
    public static AssemblyFile? Open(string path)
    {
        var file = new PEReader(File.OpenRead(path));
        if (file.HasMetadata && file.GetMetadataReader().IsAssembly)
        {
            return new AssemblyFile(file);
        }

        file.Dispose();
        return null;
    }

    /// <summary>The type of a name that is defined in it.</summary>
    public TypeDefinitionHandle? Defined(string type) => _types.Value.TryGetValue(type, out var handle) ? handle : null;

    /// <summary>The assembly to which it sends whoever asks for a type.</summary>
    public string? Forwarded(string type) => _forwarded.Value.GetValueOrDefault(type);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private Dictionary<string, string> ReadForwarded()
    {
        var forwarded = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in Reader.ExportedTypes.Select(Reader.GetExportedType).Where(static type => type.Implementation.Kind == HandleKind.AssemblyReference))
        {
            forwarded[TypeName.Join(Reader.GetString(type.Namespace), Reader.GetString(type.Name))] =
                Reader.GetString(Reader.GetAssemblyReference((AssemblyReferenceHandle)type.Implementation).Name);
        }

        return forwarded;
    }
}
