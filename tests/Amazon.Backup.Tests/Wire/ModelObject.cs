using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Amazon.Backup.Tests.Wire;

/// <summary>Fills the client's classes from JSON and describes them as JSON, member by member, so that nothing of a class stays unseen.</summary>
internal static class ModelObject
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Makes an object with all members set: JSON and class must have the same ones.</summary>
    public static object Fill(Type type, JsonNode value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            JsonValue when type == typeof(DateTime) => DateTime.Parse(value.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            JsonValue when type.IsAssignableTo(typeof(ConstantClass)) => Activator.CreateInstance(type, value.ToString())!,
            JsonValue => Convert.ChangeType(value.ToString(), type, CultureInfo.InvariantCulture),
            JsonArray array => FillList(type, array),
            _ when type.IsAssignableTo(typeof(IDictionary)) => FillMap(type, value.AsObject()),
            _ => FillMembers(type, value.AsObject()),
        };
    }

    /// <summary>Describes the members that an object's own class declares and that are set.</summary>
    public static JsonNode Describe(object value) => value switch
    {
        ConstantClass constant => JsonValue.Create(constant.Value),
        DateTime time => JsonValue.Create(time.ToString("yyyy-MM-ddTHH:mm:ss.fffK", CultureInfo.InvariantCulture)),
        string or int or long or bool => JsonValue.Create(value)!,
        IDictionary map => new JsonObject(map.Keys.Cast<string>().Select(key => KeyValuePair.Create<string, JsonNode?>(key, Describe(map[key]!)))),
        IEnumerable list => new JsonArray([.. list.Cast<object>().Select(Describe)]),
        _ => new JsonObject(value.GetType().GetProperties(Declared)
            .Where(property => property.GetValue(value) is not null)
            .Select(property => KeyValuePair.Create<string, JsonNode?>(property.Name, Describe(property.GetValue(value)!)))),
    };

    private static IList FillList(Type type, JsonArray items)
    {
        var list = (IList)Activator.CreateInstance(type)!;
        foreach (var item in items)
        {
            list.Add(Fill(type.GenericTypeArguments[0], item!));
        }

        return list;
    }

    private static IDictionary FillMap(Type type, JsonObject entries)
    {
        var map = (IDictionary)Activator.CreateInstance(type)!;
        foreach (var (key, item) in entries)
        {
            map.Add(key, Fill(type.GenericTypeArguments[1], item!));
        }

        return map;
    }

    private static object FillMembers(Type type, JsonObject members)
    {
        Assert.Equal(members.Select(static member => member.Key).Order(StringComparer.Ordinal), type.GetProperties(Declared).Select(static property => property.Name).Order(StringComparer.Ordinal));
        var target = Activator.CreateInstance(type)!;
        foreach (var (name, value) in members)
        {
            var property = type.GetProperty(name, Declared)!;
            property.SetValue(target, Fill(property.PropertyType, value!));
        }

        return target;
    }
}
