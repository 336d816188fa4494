using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AwsBackupPlan.Engine.Accounts.Denials;

/// <summary>Writes what goes under <c>Statement</c> in a policy: ready to paste, on one line.</summary>
internal static class PolicyStatements
{
    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The statement that allows some actions, or an array of statements where they are on several resources.</summary>
    public static string Allow(IReadOnlyList<NeededAction> needs)
    {
        var statements = needs.GroupBy(static need => (need.Scope, string.Join(" ", need.Conditions.Select(static condition => $"{condition}")))).ToList();
        return Write(json =>
        {
            if (statements.Count > 1)
            {
                json.WriteStartArray();
            }

            foreach (var statement in statements)
            {
                json.WriteStartObject();
                json.WriteString("Effect", "Allow");
                WriteActions(json, [.. statement.Select(static need => need.Action).Distinct(StringComparer.Ordinal)]);
                json.WriteString("Resource", statement.Key.Scope);
                WriteConditions(json, statement.First().Conditions);
                json.WriteEndObject();
            }

            if (statements.Count > 1)
            {
                json.WriteEndArray();
            }
        });
    }

    /// <summary>The statement of a role's trust policy that lets a principal begin sessions of the role.</summary>
    public static string Trust(string principal, IReadOnlyList<string> actions, PolicyCondition? condition) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("Effect", "Allow");
        json.WriteStartObject("Principal");
        json.WriteString("AWS", principal);
        json.WriteEndObject();
        WriteActions(json, actions);
        WriteConditions(json, condition is null ? [] : [condition]);
        json.WriteEndObject();
    });

    private static void WriteActions(Utf8JsonWriter json, IReadOnlyList<string> actions)
    {
        if (actions.Count == 1)
        {
            json.WriteString("Action", actions[0]);
            return;
        }

        json.WriteStartArray("Action");
        foreach (var action in actions)
        {
            json.WriteStringValue(action);
        }

        json.WriteEndArray();
    }

    // A policy takes each operator once.
    private static void WriteConditions(Utf8JsonWriter json, PolicyCondition[] conditions)
    {
        if (conditions.Length == 0)
        {
            return;
        }

        json.WriteStartObject("Condition");
        foreach (var group in conditions.GroupBy(static condition => condition.Operator, StringComparer.Ordinal))
        {
            json.WriteStartObject(group.Key);
            foreach (var condition in group)
            {
                json.WriteString(condition.Key, condition.Value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Unescaped))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
