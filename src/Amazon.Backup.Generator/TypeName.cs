namespace Amazon.Backup.Generator;

/// <summary>A type of the model text: <c>string int long bool time Name [item] {value}</c>.</summary>
internal sealed class TypeName
{
    private readonly string _text;

    internal TypeName(string text)
    {
        _text = text;
    }

    internal bool IsList => _text[0] == '[';

    internal bool IsMap => _text[0] == '{';

    internal bool IsScalar => _text is "string" or "int" or "long" or "bool" or "time";

    /// <summary>The item of a list, the value of a map.</summary>
    internal TypeName Item => new(_text.Substring(1, _text.Length - 2));

    internal string Innermost => _text.Trim('[', ']', '{', '}');

    /// <inheritdoc/>
    public override string ToString() => _text;
}
