using System.Text.Json;
using System.Text.Json.Nodes;

namespace AwsBackupPlan.Engine.Plans;

/// <summary>
/// Reads JSON against the shape of a type and keeps what fits. What does not fit is a fault: unknown members, members that stand twice, values of another type.
/// </summary>
internal sealed class StrictJsonReader(FaultList faults)
{
    private static readonly TextPattern Identifier = new("[A-Za-z_][A-Za-z0-9_]*", "a name");

    // What people copy from AWS's answers, or from CloudFormation, and what to do with it.
    private static readonly Dictionary<string, string> Foreign = new(StringComparer.Ordinal)
    {
        ["RuleId"] = "AWS Backup gives it; leave it out.",
        ["BackupPlanId"] = "AWS Backup gives it; leave it out.",
        ["BackupPlanArn"] = "AWS Backup gives it; leave it out.",
        ["VersionId"] = "AWS Backup gives it; leave it out.",
        ["CreationDate"] = "AWS Backup gives it; leave it out.",
        ["LastExecutionDate"] = "AWS Backup gives it; leave it out.",
        ["CreatorRequestId"] = "The module makes its own; leave it out.",
        ["BackupPlanRule"] = "That is CloudFormation's name; write 'Rules'.",
        ["TargetBackupVault"] = "That is CloudFormation's name; write 'TargetBackupVaultName'.",
    };

    /// <summary>What kind of value it is, for people.</summary>
    public static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => $"the number {Shorten(element.GetRawText())}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>The JSON path of a member.</summary>
    public static string Path(string path, string name)
        => Identifier.IsMatch(name) ? $"{path}.{name}" : $"{path}['{Shorten(name).Replace("'", "\\'")}']";

    /// <summary>The beginning of a text that may be very long.</summary>
    public static string Shorten(string text) => text.Length <= 60 ? text : $"{text.Substring(0, 60)}…";

    /// <summary>The part of an element that fits a type; <see langword="null"/> for an absent value and for one that does not fit.</summary>
    public JsonNode? Read(JsonElement element, Type type, string path)
    {
        if (element.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        if (type == typeof(string))
        {
            return ReadString(element, path);
        }

        if (type == typeof(long?))
        {
            return ReadInteger(element, path);
        }

        if (type == typeof(bool?))
        {
            return element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : Refuse(element, path, "true or false, without quotes");
        }

        if (type == typeof(IReadOnlyDictionary<string, string>))
        {
            return ReadMap(element, path);
        }

        return type.IsGenericType ? ReadList(element, type.GetGenericArguments()[0], path) : ReadObject(element, type, path);
    }

    /// <summary>The members of an object that are known; the others are faults.</summary>
    public IEnumerable<JsonProperty> Members(JsonElement element, string path, IReadOnlyCollection<string> known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string name = member.Name;
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                faults.Add(Path(path, name), UnknownMember(name, known));
            }
            else if (!seen.Add(name))
            {
                faults.Add(Path(path, name), $"'{name}' stands here more than once. Keep one.");
            }
            else
            {
                yield return member;
            }
        }
    }

    private static string UnknownMember(string name, IReadOnlyCollection<string> known)
    {
        string unknown = $"'{Shorten(name)}' is not a member of this object.";
        if (known.FirstOrDefault(right => string.Equals(right, name, StringComparison.OrdinalIgnoreCase)) is { } cased)
        {
            return $"{unknown} Case counts: write '{cased}'.";
        }

        if (Foreign.TryGetValue(name, out string? advice))
        {
            return $"{unknown} {advice}";
        }

        return Spelling.Nearest(name, known) is { } meant
            ? $"{unknown} Did you mean '{meant}'?"
            : $"{unknown} Known are {string.Join(", ", known)}.";
    }

    private JsonNode? Refuse(JsonElement element, string path, string wanted)
    {
        faults.Add(path, $"It is {Describe(element)}. It must be {wanted}.");
        return null;
    }

    private JsonNode? ReadString(JsonElement element, string path)
    {
        if (element.ValueKind is not JsonValueKind.String)
        {
            return Refuse(element, path, "a string");
        }

        try
        {
            return JsonValue.Create(element.GetString());
        }
        catch (InvalidOperationException)
        {
            faults.Add(path, "It is not valid text: it has half of a surrogate pair.");
            return null;
        }
    }

    private JsonNode? ReadInteger(JsonElement element, string path)
    {
        if (element.ValueKind is JsonValueKind.String)
        {
            return Refuse(element, path, "a whole number, without quotes");
        }

        return element.ValueKind is JsonValueKind.Number && element.TryGetInt64(out long value)
            ? JsonValue.Create(value)
            : Refuse(element, path, "a whole number");
    }

    private JsonNode? ReadMap(JsonElement element, string path)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return Refuse(element, path, "an object of strings such as { \"ABS\": \"ABSName\" }");
        }

        var map = new JsonObject();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string memberPath = Path(path, member.Name);
            if (member.Value.ValueKind is JsonValueKind.Null)
            {
                Refuse(member.Value, memberPath, "a string");
            }
            else if (map.ContainsKey(member.Name))
            {
                faults.Add(memberPath, $"'{Shorten(member.Name)}' stands here more than once. Keep one.");
            }
            else
            {
                map[member.Name] = ReadString(member.Value, memberPath) ?? string.Empty;
            }
        }

        return map;
    }

    private JsonNode? ReadList(JsonElement element, Type itemType, string path)
    {
        if (element.ValueKind is not JsonValueKind.Array)
        {
            return Refuse(element, path, "an array");
        }

        var list = new JsonArray();
        foreach (JsonElement item in element.EnumerateArray())
        {
            string itemPath = $"{path}[{list.Count}]";
            if (item.ValueKind is JsonValueKind.Null)
            {
                Refuse(item, itemPath, itemType == typeof(string) ? "a string" : "an object");
            }

            // Something stands in for what does not fit, so that the items after it keep their numbers.
            list.Add(Read(item, itemType, itemPath) ?? (itemType == typeof(string) ? JsonValue.Create(string.Empty) : new JsonObject()));
        }

        return list;
    }

    private JsonNode? ReadObject(JsonElement element, Type type, string path)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return Refuse(element, path, "an object");
        }

        var members = PlanJson.Default.GetTypeInfo(type)!.Properties.ToDictionary(property => property.Name, property => property.PropertyType, StringComparer.Ordinal);
        var result = new JsonObject();
        foreach (JsonProperty member in Members(element, path, members.Keys))
        {
            if (Read(member.Value, members[member.Name], Path(path, member.Name)) is { } value)
            {
                result[member.Name] = value;
            }
        }

        return result;
    }
}
