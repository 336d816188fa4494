using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace AwsBackupPlan.Module.Tests.Showing;

/// <summary>Every text that can be reached from an object: what it is as text, its public properties and theirs, its items.</summary>
internal static class ObjectTexts
{
    private const int Deepest = 12;
    private const int MostItems = 2_000;

    // They lead to the whole session, whose variables hold what its user gave, or to code.
    private static readonly Type[] Elsewhere = [typeof(CommandInfo), typeof(ScriptBlock), typeof(PSModuleInfo), typeof(MemberInfo), typeof(Assembly), typeof(Delegate), typeof(Pointer)];

    public static IReadOnlyList<string> Of(params IEnumerable<object?> roots)
    {
        var texts = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var root in roots)
        {
            Visit(root, 0, texts, seen);
        }

        return texts;
    }

    private static void Visit(object? value, int depth, List<string> texts, HashSet<object> seen)
    {
        if (value is null || depth > Deepest || Array.Exists(Elsewhere, type => type.IsInstanceOfType(value)) || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        if (value is string text)
        {
            texts.Add(text);
            return;
        }

        if (value.GetType() is { IsPrimitive: true } or { IsEnum: true })
        {
            return;
        }

        texts.Add($"{value}");
        if (value is PSObject wrapped)
        {
            foreach (var member in wrapped.Properties)
            {
                Visit(Read(() => member.Value), depth + 1, texts, seen);
            }

            Visit(wrapped.BaseObject, depth + 1, texts, seen);
            return;
        }

        foreach (var item in (value as IEnumerable)?.Cast<object?>().Take(MostItems) ?? [])
        {
            Visit(item, depth + 1, texts, seen);
        }

        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.GetIndexParameters().Length == 0))
        {
            Visit(Read(() => property.GetValue(value)), depth + 1, texts, seen);
        }
    }

    private static object? Read(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is TargetInvocationException or GetValueException or NotSupportedException or InvalidOperationException)
        {
            return exception.InnerException?.Message;
        }
    }
}
