using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace AwsBackupPlan.Module.Tests.Isolation;

/// <summary>Signatures as text, the same for what is asked for and for what is there.</summary>
internal sealed class SignatureText : ISignatureTypeProvider<string, object?>
{
    private static readonly SignatureText Instance = new();

    /// <summary>The signature of a member that is asked for.</summary>
    public static string Of(MetadataReader reader, MemberReference member) => member.GetKind() == MemberReferenceKind.Field
        ? Field(reader.GetString(member.Name), member.DecodeFieldSignature(Instance, null))
        : Method(reader.GetString(member.Name), member.DecodeMethodSignature(Instance, null));

    /// <summary>The signature of a method that is there.</summary>
    public static string Of(MetadataReader reader, MethodDefinition method) => Method(reader.GetString(method.Name), method.DecodeSignature(Instance, null));

    /// <summary>The signature of a field that is there.</summary>
    public static string Of(MetadataReader reader, FieldDefinition field) => Field(reader.GetString(field.Name), field.DecodeSignature(Instance, null));

    /// <summary>The name of a type that something has as its base or its parent; with the arguments of a generic one behind it.</summary>
    public static string Of(MetadataReader reader, TypeSpecification type) => type.DecodeSignature(Instance, null);

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{shape.Rank}]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetFunctionPointerType(MethodSignature<string> signature) => Method("*", signature);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(',', typeArguments)}>";

    public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{index}";

    public string GetGenericTypeParameter(object? genericContext, int index) => $"!{index}";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => $"{unmodifiedType} mod({modifier})";

    public string GetPinnedType(string elementType) => elementType;

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => TypeName.Of(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => TypeName.Of(reader, handle);

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => Of(reader, reader.GetTypeSpecification(handle));

    private static string Field(string name, string type) => $"{type} {name}";

    private static string Method(string name, MethodSignature<string> signature) =>
        $"{(signature.Header.IsInstance ? string.Empty : "static ")}{signature.ReturnType} {name}`{signature.GenericParameterCount}({string.Join(", ", signature.ParameterTypes)})";
}
