using System.Text;

namespace AwsBackupPlan.Fuzz.Inputs;

/// <summary>Inputs as bytes.</summary>
internal static class TextBytes
{
    /// <summary>Characters up to U+00FF are one byte each, so that any bytes can be drawn; all others are as UTF-8 has them.</summary>
    public static byte[] Of(string input)
    {
        if (!input.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff'))
        {
            return Encoding.Latin1.GetBytes(input);
        }

        using var bytes = new MemoryStream(input.Length * 2);
        Span<byte> encoded = stackalloc byte[4];
        foreach (var rune in input.EnumerateRunes())
        {
            if (rune.Value <= 0xff)
            {
                bytes.WriteByte((byte)rune.Value);
            }
            else
            {
                bytes.Write(encoded[..rune.EncodeToUtf8(encoded)]);
            }
        }

        return bytes.ToArray();
    }
}
