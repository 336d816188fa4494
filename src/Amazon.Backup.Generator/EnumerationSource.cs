namespace Amazon.Backup.Generator;

/// <summary>Writes the enumerations: open ones, since AWS adds values.</summary>
internal static class EnumerationSource
{
    internal static string Write(ServiceModel model)
    {
        var source = new SourceText("Amazon.Backup");
        foreach (var enumeration in model.Enums)
        {
            var name = enumeration.Key;
            source.Lines($$"""
                /// <summary>The values of {{name}} that this version knows; any other text is a value, too.</summary>
                public class {{name}} : ConstantClass
                {
                """);
            foreach (var value in enumeration.Value)
            {
                source.Lines($"""
                    /// <summary>The value {value}.</summary>
                    public static readonly {name} {value} = new {name}("{value}");
                    """);
            }

            source.Lines($$"""

                /// <summary>Makes a value of a text.</summary>
                public {{name}}(string value)
                    : base(value)
                {
                }

                /// <summary>Finds the value of a text.</summary>
                public static {{name}} FindValue(string value) => FindValue<{{name}}>(value);

                /// <summary>Takes a text as a value.</summary>
                public static implicit operator {{name}}(string value) => FindValue(value);
                }

                """);
        }

        return source.ToString();
    }
}
