using System.Reflection.Metadata;

namespace AwsBackupPlan.Module.Tests.Isolation;

/// <summary>Assemblies that can ask one another: the first of a name is the one that is found.</summary>
internal sealed class AssemblyFolder : IDisposable
{
    private readonly Dictionary<string, AssemblyFile> _files = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads all assemblies of folders and files, in their order.</summary>
    public AssemblyFolder(params IEnumerable<string> paths)
    {
        foreach (var file in paths.SelectMany(static path => Directory.Exists(path) ? Directory.GetFiles(path, "*.dll") : [path]).Select(AssemblyFile.Open).OfType<AssemblyFile>())
        {
            if (!_files.TryAdd(file.Identity.Name!, file))
            {
                file.Dispose();
            }
        }
    }

    /// <summary>The assemblies.</summary>
    public IEnumerable<AssemblyFile> Files => _files.Values;

    /// <summary>The assembly of a name.</summary>
    public AssemblyFile? Find(string name) => _files.GetValueOrDefault(name);

    /// <summary>The types and members that an assembly names and that are not there.</summary>
    public IEnumerable<string> Lacks(AssemblyFile asking)
    {
        var reader = asking.Reader;
        foreach (var handle in reader.TypeReferences)
        {
            if (TypeName.AssemblyOf(reader, handle) is { } assembly && Find(assembly, TypeName.Of(reader, handle)) is null)
            {
                yield return $"{TypeName.Of(reader, handle)} of {assembly}";
            }
        }

        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            if (Find(asking, member.Parent) is { } type && !Has(type, SignatureText.Of(reader, member)))
            {
                yield return $"{TypeName.Of(type.File.Reader, type.Handle)}: {SignatureText.Of(reader, member)}";
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private (AssemblyFile File, TypeDefinitionHandle Handle)? Find(string assembly, string type) => Find(assembly) switch
    {
        null => null,
        { } file when file.Defined(type) is { } handle => (file, handle),
        // A type that is nested goes with the one around it.
        { } file when file.Forwarded(type.Split('+')[0]) is { } other => Find(other, type),
        _ => null,
    };

    /// <summary>The type that a member is asked of; <see langword="null"/> where that is an array, whose members the runtime makes, or is not there, which is told of the type.</summary>
    private (AssemblyFile File, TypeDefinitionHandle Handle)? Find(AssemblyFile asking, EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeDefinition => (asking, (TypeDefinitionHandle)type),
        HandleKind.TypeReference when TypeName.AssemblyOf(asking.Reader, (TypeReferenceHandle)type) is { } assembly => Find(assembly, TypeName.Of(asking.Reader, (TypeReferenceHandle)type)),
        HandleKind.TypeSpecification => GenericOf(asking, (TypeSpecificationHandle)type) is { IsNil: false } generic ? Find(asking, generic) : null,
        _ => null,
    };

    private static EntityHandle GenericOf(AssemblyFile asking, TypeSpecificationHandle type)
    {
        var signature = asking.Reader.GetBlobReader(asking.Reader.GetTypeSpecification(type).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return default;
        }

        // Whether it is a class or a value.
        signature.ReadCompressedInteger();
        return signature.ReadTypeHandle();
    }

    private bool Has((AssemblyFile File, TypeDefinitionHandle Handle) type, string signature)
    {
        var (reader, definition) = (type.File.Reader, type.File.Reader.GetTypeDefinition(type.Handle));
        return definition.GetMethods().Any(handle => string.Equals(SignatureText.Of(reader, reader.GetMethodDefinition(handle)), signature, StringComparison.Ordinal))
            || definition.GetFields().Any(handle => string.Equals(SignatureText.Of(reader, reader.GetFieldDefinition(handle)), signature, StringComparison.Ordinal))
            || (!definition.BaseType.IsNil && Find(type.File, definition.BaseType) is { } parent && Has(parent, signature));
    }
}
