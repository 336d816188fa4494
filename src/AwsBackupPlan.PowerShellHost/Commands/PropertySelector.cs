using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace AwsBackupPlan.PowerShellHost.Commands;

/// <summary>One element of a <c>-Property</c>: a name, a wildcard, a script block, or a hashtable with Name, Expression, Descending.</summary>
internal sealed class PropertySelector
{
    private readonly PSPropertyExpression _expression;
    private readonly string? _name;

    private PropertySelector(PSPropertyExpression expression, string? name, bool? descending)
    {
        _expression = expression;
        _name = name;
        Descending = descending;
    }

    /// <summary>The order that the hashtable asks for; <see langword="null"/> when it asks for none.</summary>
    public bool? Descending { get; }

    /// <summary>Reads the elements of a <c>-Property</c>.</summary>
    /// <exception cref="PSInvalidOperationException">A hashtable has a key that means nothing, or no expression.</exception>
    public static IReadOnlyList<PropertySelector> ParseAll(object[]? definitions) => [.. (definitions ?? []).Select(Parse)];

    /// <summary>The properties of an object that this element names, with their values; several for a wildcard.</summary>
    public IEnumerable<(string Name, object? Value)> Select(PSObject target)
    {
        foreach (var expression in _expression.ResolveNames(target))
        {
            var result = expression.GetValues(target).FirstOrDefault();
            yield return (_name ?? expression.ToString(), result?.Exception is null ? result?.Result : null);
        }
    }

    /// <summary>The value of the one property that this element names, or <see langword="null"/>.</summary>
    public object? ValueOf(PSObject target) => Select(target).FirstOrDefault().Value;

    private static PropertySelector Parse(object definition)
    {
        var value = definition is PSObject wrapped ? wrapped.BaseObject : definition;
        return value is IDictionary table ? Parse(table) : new PropertySelector(ExpressionOf(value), name: null, descending: null);
    }

    private static PropertySelector Parse(IDictionary table)
    {
        string? name = null;
        object? expression = null;
        bool? descending = null;
        foreach (DictionaryEntry entry in table)
        {
            var key = (string)LanguagePrimitives.ConvertTo(entry.Key, typeof(string), CultureInfo.InvariantCulture);
            if (IsKey(key, "Name") || IsKey(key, "Label"))
            {
                name = entry.Value?.ToString();
            }
            else if (IsKey(key, "Expression"))
            {
                expression = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            }
            else if (IsKey(key, "Descending") || IsKey(key, "Ascending"))
            {
                descending = LanguagePrimitives.IsTrue(entry.Value) == IsKey(key, "Descending");
            }
            else
            {
                throw new PSInvalidOperationException($"'{key}' is not a key of a calculated property. The keys are Name (or Label), Expression, Ascending, Descending.");
            }
        }

        return expression is null
            ? throw new PSInvalidOperationException("A calculated property needs an Expression, e.g. @{ Name = 'Size'; Expression = { $_.Length } }.")
            : new PropertySelector(ExpressionOf(expression), name, descending);
    }

    // PowerShell takes any beginning of a key: n, e, desc.
    private static bool IsKey(string given, string key) => given.Length > 0 && key.StartsWith(given, StringComparison.OrdinalIgnoreCase);

    private static PSPropertyExpression ExpressionOf(object value) =>
        value is ScriptBlock script ? new PSPropertyExpression(script) : new PSPropertyExpression(value.ToString());
}
