namespace Amazon.Backup.Generator;

/// <summary>Writes what the classes of a model have in common: properties, and JSON out and in.</summary>
internal static class MemberSource
{
    internal static void Properties(SourceText source, ServiceModel model, IEnumerable<Member> members)
    {
        foreach (var member in members)
        {
            source.Lines($$"""
                /// <summary>{{Summary(member)}}</summary>
                public {{ClrType(model, member.Type)}} {{member.Name}} { get; set; }

                """);
        }
    }

    /// <summary>Writes the statements that put members into a JSON object.</summary>
    internal static void WriteObject(SourceText source, ServiceModel model, IEnumerable<Member> members)
    {
        source.Lines("writer.WriteStartObject();");
        foreach (var member in members)
        {
            if (member.IsIdempotencyToken)
            {
                source.Lines($"""writer.WriteString("{member.Name}", this.{member.Name} ?? Guid.NewGuid().ToString());""");
                continue;
            }

            source.Lines($"if (this.{member.Name} != null)\n{{\nwriter.WritePropertyName(\"{member.Name}\");");
            WriteValue(source, model, member.Type, "this." + member.Name);
            source.Lines("}");
        }

        source.Lines("writer.WriteEndObject();");
    }

    /// <summary>Writes the static method that reads a class from JSON; members that it does not know are skipped.</summary>
    internal static void ReadMethod(SourceText source, ServiceModel model, Shape shape)
    {
        source.Lines($$"""
            internal static {{shape.Name}} Read(ref Utf8JsonReader reader)
            {
            if (!reader.IsObject())
            {
            return null;
            }
            var value = new {{shape.Name}}();
            """);
        ReadMembers(source, model, shape.Members, "value");
        source.Lines("return value;\n}");
    }

    internal static void ReadMembers(SourceText source, ServiceModel model, IEnumerable<Member> members, string target)
    {
        source.Lines("while (reader.NextMember(out var name))\n{\nswitch (name)\n{");
        foreach (var member in members)
        {
            source.Lines($"""case "{member.Name}": {target}.{member.Name} = {ReadValue(model, member.Type)}; break;""");
        }

        source.Lines("default: reader.Skip(); break;\n}\n}");
    }

    internal static string ClrType(ServiceModel model, TypeName type) => type switch
    {
        { IsList: true } => $"List<{ItemType(model, type.Item)}>",
        { IsMap: true } => $"Dictionary<string, {ItemType(model, type.Item)}>",
        _ => type.ToString() switch { "time" => "DateTime?", "int" or "long" or "bool" => type + "?", var name => name },
    };

    /// <summary>In collections the official package has plain values, and text in place of enumerations.</summary>
    internal static string ItemType(ServiceModel model, TypeName type) =>
        model.Enums.ContainsKey(type.ToString()) ? "string" : ClrType(model, type).TrimEnd('?');

    private static void WriteValue(SourceText source, ServiceModel model, TypeName type, string value)
    {
        if (type.IsList || type.IsMap)
        {
            var kind = type.IsList ? "Array" : "Object";
            source.Lines($"writer.WriteStart{kind}();\nforeach (var item in {value})\n{{" + (type.IsList ? "" : "\nwriter.WritePropertyName(item.Key);"));
            WriteValue(source, model, new TypeName(ItemText(model, type.Item)), type.IsList ? "item" : "item.Value");
            source.Lines($"}}\nwriter.WriteEnd{kind}();");
            return;
        }

        source.Lines(type.ToString() switch
        {
            "string" => $"writer.WriteStringValue({value});",
            "int" or "long" => $"writer.WriteNumberValue((long){value});",
            "bool" => $"writer.WriteBooleanValue((bool){value});",
            "time" => $"writer.WriteTime((DateTime){value});",
            var name when model.Enums.ContainsKey(name) => $"writer.WriteStringValue({value}.Value);",
            _ => $"{value}.Write(writer);",
        });
    }

    private static string ItemText(ServiceModel model, TypeName item) => model.Enums.ContainsKey(item.ToString()) ? "string" : item.ToString();

    private static string ReadValue(ServiceModel model, TypeName type) => type switch
    {
        { IsList: true } => $"reader.ReadList({Reader(model, type.Item)})",
        { IsMap: true } => $"reader.ReadMap({Reader(model, type.Item)})",
        _ => type.ToString() switch
        {
            "string" => "reader.ReadString()",
            "int" => "reader.ReadInt()",
            "long" => "reader.ReadLong()",
            "bool" => "reader.ReadBool()",
            "time" => "reader.ReadTime()",
            var name => model.Enums.ContainsKey(name) ? "reader.ReadString()" : $"Model.{name}.Read(ref reader)",
        },
    };

    private static string Reader(ServiceModel model, TypeName item) => item.IsScalar || model.Enums.ContainsKey(item.ToString())
        ? $"static (ref Utf8JsonReader reader) => ({ItemType(model, item)}){ReadValue(model, item)}"
        : $"Model.{item}.Read";

    private static string Summary(Member member)
    {
        var facts = new List<string>
        {
            member.IsRequired ? "Required." : "",
            member.IsIdempotencyToken ? "An idempotency token; left null, a new one is sent." : "",
            member.Limits.StartsWith("(", StringComparison.Ordinal) ? $"Limits: {member.Limits.Substring(1, member.Limits.IndexOf(')') - 1)}." : "",
            member.Limits.EndsWith("/", StringComparison.Ordinal) ? $"Pattern: <c>{Escaped(member.Limits.Substring(member.Limits.IndexOf('/')).Trim('/'))}</c>." : "",
        };
        var known = string.Join(" ", facts.Where(fact => fact.Length > 0));
        return known.Length > 0 ? known : $"The member {member.Name}.";
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;");
}
